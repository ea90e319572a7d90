# The ring of keys that sign session tokens. Its versions are added by an operator, never here: a value that Terraform
# knows would lie in its state.
resource "google_secret_manager_secret" "jwt_keys" {
  project   = var.project_id
  secret_id = "jwt-keys"

  replication {
    auto {}
  }

  # A version that was disabled by mistake can be enabled for so long after its destruction was asked for.
  version_destroy_ttl = "604800s"

  rotation {
    rotation_period    = "7776000s"
    next_rotation_time = var.first_key_rotation
  }

  topics {
    name = google_pubsub_topic.key_rotation.id
  }

  lifecycle {
    # Secret Manager moves it on by itself.
    ignore_changes = [rotation[0].next_rotation_time]
  }

  depends_on = [google_pubsub_topic_iam_member.key_rotation]
}

# Secret Manager says here that the keys are due; an alert hears of it.
resource "google_pubsub_topic" "key_rotation" {
  project = var.project_id
  name    = "key-rotation"

  depends_on = [google_project_service.api]
}

resource "google_pubsub_topic_iam_member" "key_rotation" {
  project = var.project_id
  topic   = google_pubsub_topic.key_rotation.id
  role    = "roles/pubsub.publisher"
  member  = "serviceAccount:${google_project_service_identity.agent["secretmanager.googleapis.com"].email}"
}
