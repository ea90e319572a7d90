variable "account_id" {
  description = "Name of the service account, 6 to 30 characters."
  type        = string
  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{4,28}[a-z0-9]$", var.account_id))
    error_message = "A service account's name has 6 to 30 lower-case letters, digits and hyphens, and begins with a letter."
  }
}

variable "description" {
  description = "What runs under this identity."
  type        = string
}

variable "grants" {
  description = "All that the identity may do: databases by name, buckets, topics that it publishes to and secrets that it reads by a name of their own, and roles on the whole project where Google offers nothing narrower."
  type = object({
    databases     = optional(map(string), {})
    buckets       = optional(map(object({ name = string, access = string })), {})
    topics        = optional(map(string), {})
    secrets       = optional(map(string), {})
    project_roles = optional(map(string), {})
  })
  default  = {}
  nullable = false
  validation {
    condition     = alltrue([for access in values(var.grants.databases) : contains(["read", "write"], access)])
    error_message = "A database is for \"read\" or for \"write\"."
  }
  validation {
    condition     = alltrue([for bucket in values(var.grants.buckets) : contains(["read", "create", "write"], bucket.access)])
    error_message = "A bucket is for \"read\", to \"create\" in, or for \"write\"."
  }
}

variable "project_id" {
  description = "Project in which the identity and all that it uses lie."
  type        = string
}
