output "email" {
  description = "The identity's address; whoever reads it waits for the grants."
  value       = google_service_account.this.email
  depends_on = [
    google_project_iam_member.database,
    google_project_iam_member.project,
    google_pubsub_topic_iam_member.publisher,
    google_secret_manager_secret_iam_member.reader,
    google_storage_bucket_iam_member.bucket,
  ]
}
