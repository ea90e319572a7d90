locals {
  # Longer than the function may take: what still runs is not delivered again.
  ack_deadline_seconds = var.size.timeout_seconds + 10
}

resource "google_pubsub_topic" "this" {
  project = var.platform.project_id
  name    = var.name
}

module "identity" {
  source = "../identity"

  project_id  = var.platform.project_id
  account_id  = "run-${var.name}"
  description = "Runs the function ${var.name}."
  grants      = var.grants
}

data "archive_file" "bundle" {
  type        = "zip"
  source_dir  = "${var.platform.bundles}/${var.name}"
  output_path = "${path.root}/.bundles/${var.name}.zip"
}

# Named by its content: a new bundle is a new object, and so a new revision.
resource "google_storage_bucket_object" "bundle" {
  bucket = var.platform.source_bucket
  name   = "${var.name}/${data.archive_file.bundle.output_sha256}.zip"
  source = data.archive_file.bundle.output_path
}

resource "google_cloudfunctions2_function" "this" {
  project     = var.platform.project_id
  location    = var.platform.region
  name        = var.name
  description = "Handles what is pushed from the topic ${var.name}."

  build_config {
    runtime           = var.platform.runtime
    entry_point       = var.name
    docker_repository = var.platform.repository
    service_account   = var.platform.build_account
    source {
      storage_source {
        bucket = google_storage_bucket_object.bundle.bucket
        object = google_storage_bucket_object.bundle.name
      }
    }
  }

  service_config {
    ingress_settings                 = "ALLOW_INTERNAL_ONLY"
    all_traffic_on_latest_revision   = true
    service_account_email            = module.identity.email
    min_instance_count               = var.size.min_instances
    max_instance_count               = var.size.max_instances
    max_instance_request_concurrency = var.size.concurrency
    available_memory                 = var.size.memory
    available_cpu                    = var.size.cpu
    timeout_seconds                  = var.size.timeout_seconds
    environment_variables            = merge({ GOOGLE_CLOUD_PROJECT = var.platform.project_id }, var.environment)
  }
}
