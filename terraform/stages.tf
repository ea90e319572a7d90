# The stages between bootstrap and delivery, in the order of the slip. Another one is another block, and its name in
# settings/pipeline.

module "jolie_exec" {
  source = "./modules/stage"

  name              = "jolie-exec"
  platform          = local.platform
  size              = lookup(var.sizes, "jolie-exec", null)
  dead_letter_topic = module.dead_letter.topic
  environment       = local.scripts_environment
  grants = {
    databases = { (local.store_database) = "write" }
    buckets   = { scripts = { name = google_storage_bucket.scripts.name, access = "read" } }
    topics = {
      auto-reply  = module.auto_reply.topic
      router      = module.router.topic
      dead-letter = module.dead_letter.topic
    }
  }
}

module "auto_reply" {
  source = "./modules/stage"

  name              = "auto-reply"
  platform          = local.platform
  size              = lookup(var.sizes, "auto-reply", null)
  dead_letter_topic = module.dead_letter.topic
  environment       = local.store_environment
  grants = {
    databases = { (local.store_database) = "write" }
    topics = {
      router      = module.router.topic
      dead-letter = module.dead_letter.topic
    }
  }
}

module "router" {
  source = "./modules/stage"

  name              = "router"
  platform          = local.platform
  size              = lookup(var.sizes, "router", null)
  dead_letter_topic = module.dead_letter.topic
  environment       = local.store_environment
  grants = {
    databases = { (local.store_database) = "write" }
    # The relays' topics come and go; Pub/Sub knows no conditions on names, so the grant is on all topics.
    project_roles = { publish = "roles/pubsub.publisher" }
  }
}
