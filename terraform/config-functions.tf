# Settings from outside, ordered by user.

module "jolie_exec_config" {
  source = "./modules/stage"

  name              = "jolie-exec-config"
  platform          = local.platform
  size              = lookup(var.sizes, "jolie-exec-config", null)
  dead_letter_topic = module.dead_letter.topic
  environment       = local.scripts_environment
  grants = {
    databases = { (local.store_database) = "write" }
    buckets   = { scripts = { name = google_storage_bucket.scripts.name, access = "write" } }
    topics    = { dead-letter = module.dead_letter.topic }
  }
}

module "auto_reply_config" {
  source = "./modules/stage"

  name              = "auto-reply-config"
  platform          = local.platform
  size              = lookup(var.sizes, "auto-reply-config", null)
  dead_letter_topic = module.dead_letter.topic
  environment       = local.store_environment
  grants = {
    databases = { (local.store_database) = "write" }
    topics    = { dead-letter = module.dead_letter.topic }
  }
}

resource "google_pubsub_topic_iam_member" "outside" {
  for_each = {
    for pair in setproduct(["jolie-exec-config", "auto-reply-config"], var.config_publishers) :
    join(" ", pair) => { topic = pair[0], member = pair[1] }
  }

  project = var.project_id
  topic   = each.value.topic
  role    = "roles/pubsub.publisher"
  member  = each.value.member

  depends_on = [module.auto_reply_config, module.jolie_exec_config]
}
