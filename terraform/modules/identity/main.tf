locals {
  bucket_roles = {
    read   = "roles/storage.objectViewer"
    create = "roles/storage.objectCreator"
    write  = "roles/storage.objectUser"
  }
  database_roles = {
    read  = "roles/datastore.viewer"
    write = "roles/datastore.user"
  }
}

resource "google_service_account" "this" {
  project      = var.project_id
  account_id   = var.account_id
  display_name = var.account_id
  description  = var.description
}

# Firestore has no policy on a database: the grant is on the project, and its condition names the one database.
resource "google_project_iam_member" "database" {
  for_each = var.grants.databases

  project = var.project_id
  role    = local.database_roles[each.value]
  member  = google_service_account.this.member

  condition {
    title      = "only-database-${trim(each.key, "()")}"
    expression = "resource.name == \"projects/${var.project_id}/databases/${each.key}\""
  }
}

resource "google_storage_bucket_iam_member" "bucket" {
  for_each = var.grants.buckets

  bucket = each.value.name
  role   = local.bucket_roles[each.value.access]
  member = google_service_account.this.member
}

resource "google_pubsub_topic_iam_member" "publisher" {
  for_each = var.grants.topics

  project = var.project_id
  topic   = each.value
  role    = "roles/pubsub.publisher"
  member  = google_service_account.this.member
}

resource "google_secret_manager_secret_iam_member" "reader" {
  for_each = var.grants.secrets

  project   = var.project_id
  secret_id = each.value
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.this.member
}

resource "google_project_iam_member" "project" {
  for_each = var.grants.project_roles

  project = var.project_id
  role    = each.value
  member  = google_service_account.this.member
}
