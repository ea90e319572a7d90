module "identity" {
  source = "../identity"

  project_id  = var.project_id
  account_id  = "run-${var.name}"
  description = "Runs the relay."
  grants      = var.grants
}

resource "google_cloud_run_v2_service" "this" {
  project             = var.project_id
  location            = var.region
  name                = var.name
  description         = "Holds people's WebSockets."
  deletion_protection = var.protected
  ingress             = "INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER"

  template {
    service_account                  = module.identity.email
    execution_environment            = "EXECUTION_ENVIRONMENT_GEN2"
    max_instance_request_concurrency = var.size.sockets
    session_affinity                 = true
    # The longest that Cloud Run lets a request last; the relay says GoingAway before.
    timeout = "3600s"

    scaling {
      min_instance_count = var.size.min_instances
      max_instance_count = var.size.max_instances
    }

    containers {
      image = var.image

      resources {
        # A relay renews its lease and pulls its topic between requests as well.
        cpu_idle          = false
        startup_cpu_boost = true
        limits = {
          cpu    = var.size.cpu
          memory = var.size.memory
        }
      }

      ports {
        container_port = 8080
      }

      dynamic "env" {
        for_each = merge({ GOOGLE_CLOUD_PROJECT = var.project_id }, var.environment)
        content {
          name  = env.key
          value = env.value
        }
      }

      dynamic "env" {
        for_each = var.secrets
        content {
          name = env.key
          value_source {
            secret_key_ref {
              secret  = env.value.secret
              version = env.value.version
            }
          }
        }
      }

      startup_probe {
        period_seconds    = 2
        failure_threshold = 30
        http_get {
          path = "/healthz"
        }
      }

      liveness_probe {
        period_seconds    = 15
        timeout_seconds   = 5
        failure_threshold = 4
        http_get {
          path = "/healthz"
        }
      }
    }
  }
}

# Whoever comes through the load balancer may call; the relay itself asks for a token.
resource "google_cloud_run_v2_service_iam_binding" "invoker" {
  project  = var.project_id
  location = var.region
  name     = google_cloud_run_v2_service.this.name
  role     = "roles/run.invoker"
  members  = ["allUsers"]
}
