project_id         = "parley-dev"
billing_account    = "000000-000000-000000"
region             = "europe-west1"
firestore_location = "europe-west1"

page_host    = "dev.parley.example.com"
api_host     = "api.dev.parley.example.com"
relay_host   = "relay.dev.parley.example.com"
hosting_site = "parley-dev"
more_origins = ["http://localhost:5173"]
sign_in      = ["password"]

relay_image        = "europe-west1-docker.pkg.dev/parley-dev/relay/relay@sha256:0000000000000000000000000000000000000000000000000000000000000000"
jwt_keys_version   = "1"
first_key_rotation = "2027-01-04T09:00:00Z"

operators_address = "developers@example.com"
budget            = { currency = "EUR", units = 100 }
protected         = false
dead_letter_days  = 14
request_log_rate  = 1

api_size   = { min_instances = 0, max_instances = 3, concurrency = 40, memory = "512Mi", cpu = "1" }
relay_size = { min_instances = 1, max_instances = 2, sockets = 250, memory = "512Mi", cpu = "1" }

# Nothing waits warm, and nothing grows far.
sizes = {
  jolie-exec        = { max_instances = 3, concurrency = 8, memory = "1Gi" }
  auto-reply        = { max_instances = 2 }
  router            = { max_instances = 3, memory = "1Gi" }
  jolie-exec-config = { max_instances = 1 }
  auto-reply-config = { max_instances = 1 }
  dead-letter       = { max_instances = 1 }
  janitor           = { max_instances = 1, concurrency = 1, timeout_seconds = 540 }
}
