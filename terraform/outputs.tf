output "address" {
  description = "Address of the load balancer, for the A records of the API and the relay."
  value       = google_compute_global_address.entrance.address
}

output "buckets" {
  description = "Buckets by what they hold, for PARLEY_SCRIPTS_BUCKET and PARLEY_DEAD_LETTERS_BUCKET of the operator's commands."
  value = {
    dead_letters = google_storage_bucket.dead_letters.name
    scripts      = google_storage_bucket.scripts.name
  }
}

output "hosting" {
  description = "Site of the page, and the records that its host name needs."
  value = {
    site    = google_firebase_hosting_site.page.site_id
    records = google_firebase_hosting_custom_domain.page.required_dns_updates
  }
}

output "jwt_keys_secret" {
  description = "Name of the secret that the ring of keys is added to."
  value       = google_secret_manager_secret.jwt_keys.secret_id
}

output "relay_repository" {
  description = "Where the relay's image is pushed to."
  value       = "${var.region}-docker.pkg.dev/${var.project_id}/${google_artifact_registry_repository.images["relay"].repository_id}"
}

output "topics" {
  description = "Ids of the topics by name."
  value = {
    auto-reply        = module.auto_reply.topic
    auto-reply-config = module.auto_reply_config.topic
    dead-letter       = module.dead_letter.topic
    janitor           = module.janitor.topic
    jolie-exec        = module.jolie_exec.topic
    jolie-exec-config = module.jolie_exec_config.topic
    router            = module.router.topic
  }
}
