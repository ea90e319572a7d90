variable "environment" {
  description = "Environment variables of the relay, besides the project."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "grants" {
  description = "All that the relay may do; see modules/identity."
  type = object({
    databases     = optional(map(string), {})
    buckets       = optional(map(object({ name = string, access = string })), {})
    secrets       = optional(map(string), {})
    project_roles = optional(map(string), {})
  })
  default  = {}
  nullable = false
}

variable "image" {
  description = "Container image of the relay, by its digest: what was tested is what runs."
  type        = string
  validation {
    condition     = can(regex("@sha256:[0-9a-f]{64}$", var.image))
    error_message = "The image ends with @sha256: and its digest."
  }
}

variable "name" {
  description = "Name of the Cloud Run service, and the last part of its identity."
  type        = string
  default     = "relay"
  nullable    = false
}

variable "project_id" {
  description = "Project of the relay."
  type        = string
}

variable "protected" {
  description = "Whether the service refuses to be destroyed."
  type        = bool
  default     = true
  nullable    = false
}

variable "region" {
  description = "Region in which the relay runs."
  type        = string
}

variable "secrets" {
  description = "Environment variables whose values are versions of secrets."
  type        = map(object({ secret = string, version = string }))
  default     = {}
  nullable    = false
}

variable "size" {
  description = "Instances at least and at most, sockets of one instance, memory and processors."
  type = object({
    min_instances = optional(number, 1)
    max_instances = optional(number, 10)
    sockets       = optional(number, 1000)
    memory        = optional(string, "1Gi")
    cpu           = optional(string, "1")
  })
  default  = {}
  nullable = false
  validation {
    condition     = var.size.min_instances >= 1 && var.size.min_instances <= var.size.max_instances
    error_message = "There is at least one relay, and the least number is not above the greatest."
  }
  validation {
    condition     = var.size.sockets >= 1 && var.size.sockets <= 1000
    error_message = "Cloud Run gives an instance 1 to 1000 sockets."
  }
}
