output "service" {
  description = "Name of the Cloud Run service, for the load balancer."
  value       = google_cloud_run_v2_service.this.name
}
