# Poison from the stages, and what ran out of attempts, is archived to the bucket by a function.
module "dead_letter" {
  source = "./modules/stage"

  name              = "dead-letter"
  platform          = local.platform
  size              = lookup(var.sizes, "dead-letter", null)
  dead_letter_topic = google_pubsub_topic.unarchived.id
  environment = merge(local.store_environment, {
    PARLEY_DEAD_LETTERS_BUCKET = google_storage_bucket.dead_letters.name
  })
  grants = {
    databases = { (local.store_database) = "write" }
    buckets   = { dead-letters = { name = google_storage_bucket.dead_letters.name, access = "create" } }
  }
}

# What even that function could not take: Pub/Sub writes it into the bucket by itself.
resource "google_pubsub_topic" "unarchived" {
  project = var.project_id
  name    = "dead-letter-unarchived"

  depends_on = [google_project_service.api]
}

resource "google_pubsub_subscription" "unarchived" {
  project                    = var.project_id
  name                       = "dead-letter-unarchived"
  topic                      = google_pubsub_topic.unarchived.id
  message_retention_duration = "604800s"

  cloud_storage_config {
    bucket          = google_storage_bucket.dead_letters.name
    filename_prefix = "unarchived/"
    max_duration    = "300s"
    avro_config {
      write_metadata = true
    }
  }

  expiration_policy {
    ttl = ""
  }

  depends_on = [google_storage_bucket_iam_member.unarchived]
}

resource "google_storage_bucket_iam_member" "unarchived" {
  for_each = toset(["roles/storage.objectCreator", "roles/storage.legacyBucketReader"])

  bucket = google_storage_bucket.dead_letters.name
  role   = each.value
  member = "serviceAccount:${local.platform.pubsub_agent}"
}

# Pub/Sub itself moves there what ran out of attempts.
resource "google_pubsub_topic_iam_member" "forwarder" {
  for_each = {
    dead-letter            = module.dead_letter.topic
    dead-letter-unarchived = google_pubsub_topic.unarchived.id
  }

  project = var.project_id
  topic   = each.value
  role    = "roles/pubsub.publisher"
  member  = "serviceAccount:${local.platform.pubsub_agent}"
}
