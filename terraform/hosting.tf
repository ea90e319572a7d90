locals {
  # Where pages may come from that talk to the API and the relay.
  origins = concat(["https://${var.page_host}"], var.more_origins)
}

resource "google_firebase_project" "this" {
  provider = google-beta

  project = var.project_id

  depends_on = [google_project_service.api]
}

resource "google_firebase_web_app" "page" {
  provider = google-beta

  project         = var.project_id
  display_name    = "Parley"
  deletion_policy = "DELETE"

  depends_on = [google_firebase_project.this]
}

resource "google_firebase_hosting_site" "page" {
  provider = google-beta

  project = var.project_id
  site_id = var.hosting_site
  app_id  = google_firebase_web_app.page.app_id
}

resource "google_firebase_hosting_custom_domain" "page" {
  provider = google-beta

  project       = var.project_id
  site_id       = google_firebase_hosting_site.page.site_id
  custom_domain = var.page_host
  # The records that the outputs name are set by whoever holds the domain.
  wait_dns_verification = false
}
