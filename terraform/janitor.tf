# Takes away what was kept long enough: records, sign-ins, topics of relays that died.
module "janitor" {
  source = "./modules/stage"

  name              = "janitor"
  platform          = local.platform
  size              = lookup(var.sizes, "janitor", null)
  dead_letter_topic = module.dead_letter.topic
  environment = merge(local.store_environment, {
    PARLEY_ACCOUNTS_DATABASE = local.accounts_database
  })
  grants = {
    databases = {
      (local.store_database)    = "write"
      (local.accounts_database) = "write"
    }
    project_roles = { sweep = google_project_iam_custom_role.topic_sweeper.id }
  }
}

resource "google_cloud_scheduler_job" "janitor" {
  project     = var.project_id
  region      = var.region
  name        = "janitor"
  description = "Sends for the janitor every hour."
  schedule    = "7 * * * *"
  time_zone   = "Etc/UTC"

  pubsub_target {
    topic_name = module.janitor.topic
    attributes = { reason = "schedule" }
  }
}
