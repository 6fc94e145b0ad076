from django.urls import path

app_name = "agreed"
urlpatterns = []
