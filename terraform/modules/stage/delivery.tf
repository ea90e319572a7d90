resource "google_service_account" "push" {
  project      = var.platform.project_id
  account_id   = "push-${var.name}"
  display_name = "push-${var.name}"
  description  = "Calls the function ${var.name}, and may do nothing else."
}

# A binding, not a member: whoever else was given this role is removed.
resource "google_cloud_run_v2_service_iam_binding" "invoker" {
  project  = var.platform.project_id
  location = var.platform.region
  name     = google_cloudfunctions2_function.this.name
  role     = "roles/run.invoker"
  members  = [google_service_account.push.member]
}

resource "google_service_account_iam_member" "token_creator" {
  service_account_id = google_service_account.push.name
  role               = "roles/iam.serviceAccountTokenCreator"
  member             = "serviceAccount:${var.platform.pubsub_agent}"
}

resource "google_pubsub_subscription" "push" {
  project                    = var.platform.project_id
  name                       = var.name
  topic                      = google_pubsub_topic.this.id
  enable_message_ordering    = true
  ack_deadline_seconds       = local.ack_deadline_seconds
  message_retention_duration = var.platform.retention

  push_config {
    # The framework reads the topic from the path.
    push_endpoint = "${google_cloudfunctions2_function.this.service_config[0].uri}/${google_pubsub_topic.this.id}"
    oidc_token {
      service_account_email = google_service_account.push.email
      audience              = google_cloudfunctions2_function.this.service_config[0].uri
    }
  }

  retry_policy {
    minimum_backoff = var.platform.first_backoff
    maximum_backoff = var.platform.longest_backoff
  }

  dead_letter_policy {
    dead_letter_topic     = var.dead_letter_topic
    max_delivery_attempts = var.platform.attempts
  }

  # Never: a stage that had nothing to do for a month is still a stage.
  expiration_policy {
    ttl = ""
  }

  depends_on = [
    google_cloud_run_v2_service_iam_binding.invoker,
    google_service_account_iam_member.token_creator,
  ]
}

# Pub/Sub itself moves a message to the dead letters, and acknowledges it here.
resource "google_pubsub_subscription_iam_member" "forwarder" {
  project      = var.platform.project_id
  subscription = google_pubsub_subscription.push.name
  role         = "roles/pubsub.subscriber"
  member       = "serviceAccount:${var.platform.pubsub_agent}"
}
