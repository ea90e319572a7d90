resource "google_artifact_registry_repository" "images" {
  for_each = {
    functions = "Images that Cloud Build makes of the functions."
    relay     = "Images of the relay."
  }

  project       = var.project_id
  location      = var.region
  repository_id = each.key
  description   = each.value
  format        = "DOCKER"

  cleanup_policies {
    id     = "keep-recent"
    action = "KEEP"
    most_recent_versions {
      keep_count = 10
    }
  }

  cleanup_policies {
    id     = "delete-old"
    action = "DELETE"
    condition {
      older_than = "2592000s"
    }
  }

  depends_on = [google_project_service.api]
}
