output "function" {
  description = "Name of the function."
  value       = google_cloudfunctions2_function.this.name
}

output "subscription" {
  description = "Name of the push subscription."
  value       = google_pubsub_subscription.push.name
}

output "topic" {
  description = "Id of the topic."
  value       = google_pubsub_topic.this.id
}
