# Metrics, alerts and dashboards are data: one file each under monitoring/, named as they are.
locals {
  metrics    = { for file in fileset("${path.module}/monitoring/metrics", "*.yaml") : trimsuffix(file, ".yaml") => yamldecode(file("${path.module}/monitoring/metrics/${file}")) }
  alerts     = { for file in fileset("${path.module}/monitoring/alerts", "*.yaml") : trimsuffix(file, ".yaml") => yamldecode(file("${path.module}/monitoring/alerts/${file}")) }
  dashboards = fileset("${path.module}/monitoring/dashboards", "*.json")
}

resource "google_monitoring_notification_channel" "operators" {
  project      = var.project_id
  display_name = "Operators"
  type         = "email"
  labels = {
    email_address = var.operators_address
  }

  depends_on = [google_project_service.api]
}

resource "google_logging_metric" "this" {
  for_each = local.metrics

  project     = var.project_id
  name        = each.key
  description = each.value.description
  filter      = each.value.filter

  metric_descriptor {
    metric_kind = "DELTA"
    value_type  = "INT64"
    unit        = "1"

    dynamic "labels" {
      for_each = each.value.labels
      content {
        key         = labels.key
        value_type  = "STRING"
        description = labels.value.description
      }
    }
  }

  label_extractors = { for name, label in each.value.labels : name => label.extractor }

  depends_on = [google_project_service.api]
}

resource "google_monitoring_alert_policy" "this" {
  for_each = local.alerts

  project               = var.project_id
  display_name          = each.value.title
  combiner              = "OR"
  severity              = each.value.severity
  notification_channels = [google_monitoring_notification_channel.operators.id]

  documentation {
    subject   = each.value.title
    content   = each.value.what_to_do
    mime_type = "text/markdown"
  }

  conditions {
    display_name = each.value.title
    condition_threshold {
      filter          = each.value.filter
      comparison      = "COMPARISON_GT"
      threshold_value = each.value.above
      duration        = each.value.lasting
      aggregations {
        alignment_period     = each.value.window
        per_series_aligner   = each.value.aligner
        cross_series_reducer = each.value.reducer
        group_by_fields      = each.value.by
      }
      trigger {
        count = 1
      }
    }
  }

  alert_strategy {
    auto_close = "86400s"
  }

  depends_on = [google_logging_metric.this]
}

resource "google_monitoring_dashboard" "this" {
  for_each = local.dashboards

  project        = var.project_id
  dashboard_json = file("${path.module}/monitoring/dashboards/${each.value}")

  depends_on = [google_logging_metric.this]
}
