locals {
  # Requests of one address in a minute. The services have limits of their own for each user; these keep off who has none.
  requests_per_minute = {
    api   = var.api_requests_per_minute
    relay = var.relay_connects_per_minute
  }
}

# No rules that look for attacks in bodies: a script's source is text that looks like one.
resource "google_compute_security_policy" "service" {
  for_each = local.requests_per_minute

  project     = var.project_id
  name        = each.key
  description = "Who may come to the ${each.key}, and how often."
  type        = "CLOUD_ARMOR"

  adaptive_protection_config {
    layer_7_ddos_defense_config {
      enable = true
    }
  }

  dynamic "rule" {
    for_each = length(var.blocked_addresses) == 0 ? [] : [var.blocked_addresses]
    content {
      priority    = 1000
      action      = "deny(403)"
      description = "Addresses that an operator keeps out."
      match {
        versioned_expr = "SRC_IPS_V1"
        config {
          src_ip_ranges = rule.value
        }
      }
    }
  }

  rule {
    priority    = 2147483647
    action      = "throttle"
    description = "Everybody, within the limit."
    match {
      versioned_expr = "SRC_IPS_V1"
      config {
        src_ip_ranges = ["*"]
      }
    }
    rate_limit_options {
      conform_action = "allow"
      exceed_action  = "deny(429)"
      enforce_on_key = "IP"
      rate_limit_threshold {
        count        = each.value
        interval_sec = 60
      }
    }
  }

  depends_on = [google_project_service.api]
}
