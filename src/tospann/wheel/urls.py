app_name = "wheel"

urlpatterns = []
