# What all functions share.
locals {
  platform = {
    project_id = var.project_id
    region     = var.region
    runtime    = "nodejs22"
    # Through the grant: no function is built before the builder may.
    build_account = "projects/${var.project_id}/serviceAccounts/${trimprefix(google_project_iam_member.builder.member, "serviceAccount:")}"
    repository    = google_artifact_registry_repository.images["functions"].id
    source_bucket = google_storage_bucket.sources.name
    pubsub_agent  = google_project_service_identity.agent["pubsub.googleapis.com"].email
    bundles       = "${path.module}/../build/cloud"
    # What a stage could not take for a week is still there.
    retention       = "604800s"
    first_backoff   = "1s"
    longest_backoff = "600s"
    attempts        = 100
  }

  store_environment = {
    PARLEY_DATABASE = local.store_database
  }
  scripts_environment = {
    PARLEY_DATABASE       = local.store_database
    PARLEY_SCRIPTS_BUCKET = google_storage_bucket.scripts.name
  }
}

resource "google_service_account" "build" {
  project      = var.project_id
  account_id   = "build-functions"
  display_name = "build-functions"
  description  = "Builds the functions' images."

  depends_on = [google_project_service.api]
}

# Reads sources, writes logs and images: what Google asks for a build, and nothing of the running system.
resource "google_project_iam_member" "builder" {
  project = var.project_id
  role    = "roles/cloudbuild.builds.builder"
  member  = google_service_account.build.member
}
