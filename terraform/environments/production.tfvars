project_id         = "parley-production"
billing_account    = "000000-000000-000000"
region             = "europe-west1"
firestore_location = "eur3"

page_host    = "parley.example.com"
api_host     = "api.parley.example.com"
relay_host   = "relay.parley.example.com"
hosting_site = "parley-production"
more_origins = []
sign_in      = ["password"]

relay_image        = "europe-west1-docker.pkg.dev/parley-production/relay/relay@sha256:0000000000000000000000000000000000000000000000000000000000000000"
jwt_keys_version   = "1"
first_key_rotation = "2027-01-04T09:00:00Z"

operators_address = "operators@example.com"
budget            = { currency = "EUR", units = 2000 }
protected         = true
dead_letter_days  = 90
request_log_rate  = 0.1

api_size   = { min_instances = 2, max_instances = 50, concurrency = 40, memory = "1Gi", cpu = "1" }
relay_size = { min_instances = 3, max_instances = 50, sockets = 1000, memory = "2Gi", cpu = "2" }

# A script takes up to half a second of processor, so few share an instance; a router waits for Firestore most of its time.
sizes = {
  jolie-exec        = { min_instances = 2, max_instances = 100, concurrency = 8, memory = "1Gi", cpu = "2" }
  auto-reply        = { min_instances = 1, max_instances = 50, concurrency = 80 }
  router            = { min_instances = 2, max_instances = 100, concurrency = 40, memory = "1Gi" }
  jolie-exec-config = { max_instances = 5 }
  auto-reply-config = { max_instances = 5 }
  dead-letter       = { max_instances = 5 }
  janitor           = { max_instances = 1, concurrency = 1, timeout_seconds = 540 }
}
