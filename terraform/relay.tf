module "relay" {
  source = "./modules/relay"

  project_id = var.project_id
  region     = var.region
  image      = var.relay_image
  size       = var.relay_size
  protected  = var.protected
  environment = merge(local.scripts_environment, {
    PARLEY_ACCOUNTS_DATABASE = local.accounts_database
    PARLEY_ORIGINS           = join(",", local.origins)
  })
  secrets = {
    PARLEY_JWT_KEYS = {
      secret  = google_secret_manager_secret.jwt_keys.secret_id
      version = var.jwt_keys_version
    }
  }
  grants = {
    databases = {
      (local.store_database)    = "write"
      (local.accounts_database) = "read"
    }
    buckets       = { scripts = { name = google_storage_bucket.scripts.name, access = "write" } }
    secrets       = { jwt-keys = google_secret_manager_secret.jwt_keys.secret_id }
    project_roles = { topics = google_project_iam_custom_role.relay_topics.id }
  }
}
