locals {
  # Cloud Run keeps some paths that end in z for itself, /healthz among them, so the checks ask for others. A relay
  # answers a request that is no WebSocket with 404 and {}: whatever else says 404 does not say that.
  checks = {
    api   = { host = var.api_host, path = "/config.json", status = 200, content = "relayUrl" }
    relay = { host = var.relay_host, path = "/ws", status = 404, content = "{}" }
    page  = { host = var.page_host, path = "/", status = 200, content = "<!doctype html>" }
  }
}

resource "google_monitoring_uptime_check_config" "this" {
  for_each = local.checks

  project      = var.project_id
  display_name = each.key
  timeout      = "10s"
  period       = "60s"

  http_check {
    path         = each.value.path
    port         = 443
    use_ssl      = true
    validate_ssl = true
    accepted_response_status_codes {
      status_value = each.value.status
    }
  }

  content_matchers {
    content = each.value.content
    matcher = "CONTAINS_STRING"
  }

  monitored_resource {
    type = "uptime_url"
    labels = {
      project_id = var.project_id
      host       = each.value.host
    }
  }

  depends_on = [google_project_service.api]
}

resource "google_monitoring_alert_policy" "uptime" {
  for_each = google_monitoring_uptime_check_config.this

  project               = var.project_id
  display_name          = "${each.key} cannot be reached"
  combiner              = "OR"
  severity              = "CRITICAL"
  notification_channels = [google_monitoring_notification_channel.operators.id]

  conditions {
    display_name = "Checks from more than one place fail"
    condition_threshold {
      filter          = "metric.type = \"monitoring.googleapis.com/uptime_check/check_passed\" AND metric.labels.check_id = \"${each.value.uptime_check_id}\" AND resource.type = \"uptime_url\""
      comparison      = "COMPARISON_GT"
      threshold_value = 1
      duration        = "120s"
      aggregations {
        alignment_period     = "120s"
        per_series_aligner   = "ALIGN_NEXT_OLDER"
        cross_series_reducer = "REDUCE_COUNT_FALSE"
        group_by_fields      = ["resource.label.host"]
      }
      trigger {
        count = 1
      }
    }
  }

  documentation {
    content   = "Requests from outside get no answer, or another one than they should. Look at the service's revisions and at the load balancer's logs."
    mime_type = "text/markdown"
  }
}
