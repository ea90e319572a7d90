module "api_identity" {
  source = "./modules/identity"

  project_id  = var.project_id
  account_id  = "run-api"
  description = "Runs the HTTP interface."
  grants = {
    databases = {
      (local.store_database)    = "write"
      (local.accounts_database) = "write"
    }
    buckets = { scripts = { name = google_storage_bucket.scripts.name, access = "write" } }
    secrets = { jwt-keys = google_secret_manager_secret.jwt_keys.secret_id }
    project_roles = merge(
      # Notices go to the relays' topics, which come and go: see stages.tf.
      { publish = "roles/pubsub.publisher" },
      # Whether somebody was shut out is looked up at each sign-in.
      { for who in ["firebase"] : who => "roles/firebaseauth.viewer" if contains(var.sign_in, "email-link") || contains(var.sign_in, "google") },
    )
  }
}

data "archive_file" "api" {
  type        = "zip"
  source_dir  = "${local.platform.bundles}/api"
  output_path = "${path.module}/.bundles/api.zip"
}

resource "google_storage_bucket_object" "api" {
  bucket = google_storage_bucket.sources.name
  name   = "api/${data.archive_file.api.output_sha256}.zip"
  source = data.archive_file.api.output_path
}

resource "google_cloudfunctions2_function" "api" {
  project     = var.project_id
  location    = var.region
  name        = "api"
  description = "The HTTP interface."

  build_config {
    runtime           = local.platform.runtime
    entry_point       = "api"
    docker_repository = local.platform.repository
    service_account   = local.platform.build_account
    source {
      storage_source {
        bucket = google_storage_bucket_object.api.bucket
        object = google_storage_bucket_object.api.name
      }
    }
  }

  service_config {
    ingress_settings                 = "ALLOW_INTERNAL_AND_GCLB"
    all_traffic_on_latest_revision   = true
    service_account_email            = module.api_identity.email
    min_instance_count               = var.api_size.min_instances
    max_instance_count               = var.api_size.max_instances
    max_instance_request_concurrency = var.api_size.concurrency
    available_memory                 = var.api_size.memory
    available_cpu                    = var.api_size.cpu
    timeout_seconds                  = 60
    environment_variables = merge(local.scripts_environment, {
      GOOGLE_CLOUD_PROJECT     = var.project_id
      PARLEY_ACCOUNTS_DATABASE = local.accounts_database
      PARLEY_API_URL           = "https://${var.api_host}/api"
      PARLEY_RELAY_URL         = "wss://${var.relay_host}/ws"
      PARLEY_SIGN_IN           = join(",", var.sign_in)
      PARLEY_ORIGINS           = join(",", local.origins)
      PARLEY_PROXIES           = tostring(var.proxies)

      PARLEY_FIREBASE_API_KEY     = var.page_firebase.api_key
      PARLEY_FIREBASE_AUTH_DOMAIN = var.page_firebase.auth_domain
    })

    secret_environment_variables {
      key        = "PARLEY_JWT_KEYS"
      project_id = var.project_id
      secret     = google_secret_manager_secret.jwt_keys.secret_id
      version    = var.jwt_keys_version
    }
  }
}

# Whoever comes through the load balancer may call; the interface itself asks for a token.
resource "google_cloud_run_v2_service_iam_binding" "api" {
  project  = var.project_id
  location = var.region
  name     = google_cloudfunctions2_function.api.name
  role     = "roles/run.invoker"
  members  = ["allUsers"]
}
