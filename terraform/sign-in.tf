# Firebase Auth: who has an identity there may trade its token for a session.
resource "google_identity_platform_config" "this" {
  project                    = var.project_id
  authorized_domains         = [var.page_host]
  autodelete_anonymous_users = true

  sign_in {
    allow_duplicate_emails = false
    anonymous {
      enabled = false
    }
    email {
      enabled           = contains(var.sign_in, "email-link")
      password_required = false
    }
  }

  depends_on = [google_firebase_project.this]
}
