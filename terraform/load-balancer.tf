# One address for the API and the relay, each under a host name of its own. Neither can be reached otherwise.
locals {
  services = {
    api = {
      host    = var.api_host
      service = google_cloudfunctions2_function.api.name
      paths   = ["/api/*", "/config.json", "/healthz"]
    }
    relay = {
      host    = var.relay_host
      service = module.relay.service
      paths   = ["/ws", "/healthz"]
    }
  }
}

resource "google_compute_global_address" "entrance" {
  project = var.project_id
  name    = "entrance"

  depends_on = [google_project_service.api]
}

resource "google_compute_region_network_endpoint_group" "service" {
  for_each = local.services

  project               = var.project_id
  region                = var.region
  name                  = each.key
  network_endpoint_type = "SERVERLESS"
  cloud_run {
    service = each.value.service
  }
}

# No timeout stands here: for serverless services the load balancer takes that of the service, 3600 s for the relay.
resource "google_compute_backend_service" "service" {
  for_each = local.services

  project               = var.project_id
  name                  = each.key
  load_balancing_scheme = "EXTERNAL_MANAGED"
  protocol              = "HTTPS"
  security_policy       = google_compute_security_policy.service[each.key].id

  backend {
    group = google_compute_region_network_endpoint_group.service[each.key].id
  }

  log_config {
    enable      = true
    sample_rate = var.request_log_rate
  }
}

resource "google_compute_url_map" "entrance" {
  project = var.project_id
  name    = "entrance"

  # Whatever is neither the API nor the relay is the page's.
  default_url_redirect {
    host_redirect  = var.page_host
    https_redirect = true
    strip_query    = true
  }

  dynamic "host_rule" {
    for_each = local.services
    content {
      hosts        = [host_rule.value.host]
      path_matcher = host_rule.key
    }
  }

  dynamic "path_matcher" {
    for_each = local.services
    content {
      name = path_matcher.key

      default_url_redirect {
        host_redirect  = var.page_host
        https_redirect = true
        strip_query    = true
      }

      path_rule {
        paths   = path_matcher.value.paths
        service = google_compute_backend_service.service[path_matcher.key].id
      }
    }
  }
}

resource "google_compute_managed_ssl_certificate" "entrance" {
  project = var.project_id
  name    = "entrance-${substr(sha256("${var.api_host} ${var.relay_host}"), 0, 8)}"

  managed {
    domains = [var.api_host, var.relay_host]
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "google_compute_ssl_policy" "entrance" {
  project         = var.project_id
  name            = "entrance"
  profile         = "MODERN"
  min_tls_version = "TLS_1_2"

  depends_on = [google_project_service.api]
}

resource "google_compute_target_https_proxy" "entrance" {
  project          = var.project_id
  name             = "entrance"
  url_map          = google_compute_url_map.entrance.id
  ssl_certificates = [google_compute_managed_ssl_certificate.entrance.id]
  ssl_policy       = google_compute_ssl_policy.entrance.id
}

resource "google_compute_global_forwarding_rule" "https" {
  project               = var.project_id
  name                  = "entrance-https"
  load_balancing_scheme = "EXTERNAL_MANAGED"
  ip_address            = google_compute_global_address.entrance.id
  port_range            = "443"
  target                = google_compute_target_https_proxy.entrance.id
}

# Plain HTTP only says where to go instead.
resource "google_compute_url_map" "to_https" {
  project = var.project_id
  name    = "to-https"

  default_url_redirect {
    https_redirect = true
    strip_query    = false
  }

  depends_on = [google_project_service.api]
}

resource "google_compute_target_http_proxy" "to_https" {
  project = var.project_id
  name    = "to-https"
  url_map = google_compute_url_map.to_https.id
}

resource "google_compute_global_forwarding_rule" "http" {
  project               = var.project_id
  name                  = "entrance-http"
  load_balancing_scheme = "EXTERNAL_MANAGED"
  ip_address            = google_compute_global_address.entrance.id
  port_range            = "80"
  target                = google_compute_target_http_proxy.to_https.id
}
