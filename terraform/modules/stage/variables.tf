variable "dead_letter_topic" {
  description = "Id of the topic that takes what ran out of attempts."
  type        = string
}

variable "environment" {
  description = "Environment variables of the function, besides the project."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "grants" {
  description = "All that the stage may do; see modules/identity."
  type = object({
    databases     = optional(map(string), {})
    buckets       = optional(map(object({ name = string, access = string })), {})
    topics        = optional(map(string), {})
    project_roles = optional(map(string), {})
  })
  default  = {}
  nullable = false
}

variable "name" {
  description = "Name of the stage: of its topic, its subscription and its function, and the last part of its identities."
  type        = string
  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,23}[a-z0-9]$", var.name))
    error_message = "A stage's name has 3 to 25 lower-case letters, digits and hyphens, and begins with a letter."
  }
}

variable "platform" {
  description = "What all functions share: where they are, how they are built, and who delivers to them."
  type = object({
    project_id      = string
    region          = string
    runtime         = string
    build_account   = string
    repository      = string
    source_bucket   = string
    pubsub_agent    = string
    bundles         = string
    retention       = string
    first_backoff   = string
    longest_backoff = string
    attempts        = number
  })
}

variable "size" {
  description = "Instances at least and at most, requests at once in one instance, memory, processors, and seconds that one delivery may take."
  type = object({
    min_instances   = optional(number, 0)
    max_instances   = optional(number, 20)
    concurrency     = optional(number, 40)
    memory          = optional(string, "512Mi")
    cpu             = optional(string, "1")
    timeout_seconds = optional(number, 60)
  })
  default  = {}
  nullable = false
  validation {
    condition     = var.size.min_instances >= 0 && var.size.max_instances >= 1 && var.size.min_instances <= var.size.max_instances
    error_message = "The least number of instances is not above the greatest, which is 1 or more."
  }
  validation {
    condition     = var.size.concurrency >= 1 && var.size.concurrency <= 1000
    error_message = "An instance takes 1 to 1000 requests at once."
  }
  validation {
    condition     = var.size.timeout_seconds >= 10 && var.size.timeout_seconds <= 540
    error_message = "A delivery may take 10 to 540 seconds: Pub/Sub waits no longer than 600 for its acknowledgement."
  }
  validation {
    condition     = can(regex("^[1-9][0-9]*(Mi|Gi)$", var.size.memory))
    error_message = "Memory is written like 512Mi or 1Gi."
  }
}
