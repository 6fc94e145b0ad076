"""The error page that must stand when nothing else does."""

from django.test import RequestFactory

from tospann.base import views


def test_the_page_for_our_own_faults_needs_no_database():
    request = RequestFactory().get("/")
    request.id = "3fa9c2"

    response = views.server_error(request)

    assert response.status_code == 500
    assert "3fa9c2" in response.content.decode()
    assert "Noe gikk galt hos oss" in response.content.decode()


def test_the_page_for_our_own_faults_stands_without_a_number():
    assert views.server_error(RequestFactory().get("/")).status_code == 500
