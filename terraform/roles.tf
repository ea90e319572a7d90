# Roles of our own, where those of Google's hold more than is needed.

resource "google_project_iam_custom_role" "relay_topics" {
  project     = var.project_id
  role_id     = "parleyRelayTopics"
  title       = "Parley: a relay's own topic"
  description = "Makes a topic and its subscription, publishes, reads, and deletes them."
  permissions = [
    "pubsub.subscriptions.consume",
    "pubsub.subscriptions.create",
    "pubsub.subscriptions.delete",
    "pubsub.subscriptions.get",
    "pubsub.topics.attachSubscription",
    "pubsub.topics.create",
    "pubsub.topics.delete",
    "pubsub.topics.get",
    "pubsub.topics.publish",
  ]

  depends_on = [google_project_service.api]
}

resource "google_project_iam_custom_role" "topic_sweeper" {
  project     = var.project_id
  role_id     = "parleyTopicSweeper"
  title       = "Parley: topics of dead relays"
  description = "Deletes topics and subscriptions, and can neither read nor publish."
  permissions = [
    "pubsub.subscriptions.delete",
    "pubsub.topics.delete",
  ]

  depends_on = [google_project_service.api]
}
