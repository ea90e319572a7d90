variable "api_host" {
  description = "Host name of the API; its A record points to the output `address`."
  type        = string
  validation {
    condition     = can(regex("^[a-z0-9-]+(\\.[a-z0-9-]+)+$", var.api_host))
    error_message = "A host name has lower-case labels and no scheme."
  }
}

variable "api_requests_per_minute" {
  description = "Requests to the API from one address in a minute."
  type        = number
  default     = 600
  validation {
    condition     = var.api_requests_per_minute >= 60 && var.api_requests_per_minute <= 10000
    error_message = "Between 60 and 10000."
  }
}

variable "api_size" {
  description = "Instances of the API at least and at most, requests at once in one instance, memory and processors."
  type = object({
    min_instances = optional(number, 0)
    max_instances = optional(number, 20)
    concurrency   = optional(number, 40)
    memory        = optional(string, "1Gi")
    cpu           = optional(string, "1")
  })
  default  = {}
  nullable = false
  validation {
    condition     = var.api_size.min_instances >= 0 && var.api_size.max_instances >= 1 && var.api_size.min_instances <= var.api_size.max_instances
    error_message = "The least number of instances is not above the greatest, which is 1 or more."
  }
}

variable "billing_account" {
  description = "Id of the billing account that the budget watches."
  type        = string
  validation {
    condition     = can(regex("^[0-9A-F]{6}-[0-9A-F]{6}-[0-9A-F]{6}$", var.billing_account))
    error_message = "A billing account is written like 012345-6789AB-CDEF01."
  }
}

variable "blocked_addresses" {
  description = "Up to 10 address ranges that are kept out."
  type        = list(string)
  default     = []
  nullable    = false
  validation {
    condition     = length(var.blocked_addresses) <= 10 && alltrue([for range in var.blocked_addresses : can(cidrhost(range, 0))])
    error_message = "Up to 10 ranges, each written like 192.0.2.0/24."
  }
}

variable "budget" {
  description = "What a month may cost before the operators hear of it, in whole units of a currency."
  type        = object({ currency = string, units = number })
  validation {
    condition     = can(regex("^[A-Z]{3}$", var.budget.currency)) && var.budget.units >= 1 && floor(var.budget.units) == var.budget.units
    error_message = "A currency has three letters, and the budget is a whole number of at least 1."
  }
}

variable "config_publishers" {
  description = "Members, like serviceAccount:…, that may switch scripts and fixed replies from outside."
  type        = set(string)
  default     = []
  nullable    = false
  validation {
    condition     = alltrue([for member in var.config_publishers : can(regex("^(serviceAccount|group):", member))])
    error_message = "A publisher is a service account or a group: never a single person, never everybody."
  }
}

variable "dead_letter_days" {
  description = "Days that dead letters are kept for a replay."
  type        = number
  default     = 90
  validation {
    condition     = var.dead_letter_days >= 7 && var.dead_letter_days <= 365
    error_message = "Between 7 and 365."
  }
}

variable "firestore_location" {
  description = "Location of both databases; it can never be changed."
  type        = string
  validation {
    condition     = can(regex("^(eur3|nam5|nam7|[a-z]+-[a-z]+[0-9]+)$", var.firestore_location))
    error_message = "A region like europe-west1, or one of eur3, nam5, nam7."
  }
}

variable "first_key_rotation" {
  description = "When the keys are due for the first time, RFC 3339; every 90 days from then on."
  type        = string
  validation {
    condition     = can(formatdate("YYYY", var.first_key_rotation))
    error_message = "A time is written like 2027-01-01T09:00:00Z."
  }
}

variable "hosting_site" {
  description = "Id of the Firebase Hosting site; unique in the world."
  type        = string
  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9-]{4,28}[a-z0-9]$", var.hosting_site))
    error_message = "6 to 30 lower-case letters, digits and hyphens."
  }
}

variable "jwt_keys_version" {
  description = "Version of the secret jwt-keys that the API and the relay use. A number: an instance that starts by chance between two others never has another ring than they have."
  type        = string
  default     = "1"
  validation {
    condition     = can(regex("^[1-9][0-9]*$", var.jwt_keys_version))
    error_message = "The number of a version."
  }
}

variable "more_origins" {
  description = "Origins besides the page's own from which pages may talk to the API and the relay."
  type        = list(string)
  default     = []
  nullable    = false
  validation {
    condition     = alltrue([for origin in var.more_origins : can(regex("^https?://[a-z0-9.-]+(:[0-9]+)?$", origin))])
    error_message = "An origin has a scheme, a host and perhaps a port: no path, no star."
  }
}

variable "operators_address" {
  description = "Mail address that alerts go to; a group's, so that people can change."
  type        = string
  validation {
    condition     = can(regex("^[^@ ]+@[^@ ]+$", var.operators_address))
    error_message = "A mail address."
  }
}

variable "page_firebase" {
  description = "What the page must know of Firebase Auth, where sign_in lists more than \"password\": key and auth domain of the web app, as the Firebase console shows them. Every visitor reads them."
  type = object({
    api_key     = optional(string, "none")
    auth_domain = optional(string, "none")
  })
  default  = {}
  nullable = false
  validation {
    condition     = can(regex("^[a-z0-9.-]+$", var.page_firebase.auth_domain)) && can(regex("^[\\w-]+$", var.page_firebase.api_key))
    error_message = "A key of letters, digits, _ and -, and a domain of lower-case labels."
  }
}

variable "page_host" {
  description = "Host name of the page."
  type        = string
  validation {
    condition     = can(regex("^[a-z0-9-]+(\\.[a-z0-9-]+)+$", var.page_host))
    error_message = "A host name has lower-case labels and no scheme."
  }
}

variable "project_id" {
  description = "Id of the project, empty but for its billing account."
  type        = string
  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{4,28}[a-z0-9]$", var.project_id))
    error_message = "6 to 30 lower-case letters, digits and hyphens, the first a letter."
  }
}

variable "protected" {
  description = "Whether databases and buckets refuse to be destroyed while they hold data."
  type        = bool
  default     = true
  nullable    = false
}

variable "proxies" {
  description = "How many addresses at the end of X-Forwarded-For, with that of the connection, are Google's own: the load balancer writes the caller's address and its own."
  type        = number
  default     = 2
  validation {
    condition     = var.proxies >= 1 && var.proxies <= 4
    error_message = "Between 1 and 4."
  }
}

variable "region" {
  description = "Region of the functions, the relay and the buckets."
  type        = string
  validation {
    condition     = can(regex("^[a-z]+-[a-z]+[0-9]+$", var.region))
    error_message = "A region is written like europe-west1."
  }
}

variable "relay_connects_per_minute" {
  description = "WebSockets that one address may open in a minute; many people may share one."
  type        = number
  default     = 300
  validation {
    condition     = var.relay_connects_per_minute >= 30 && var.relay_connects_per_minute <= 10000
    error_message = "Between 30 and 10000."
  }
}

variable "relay_host" {
  description = "Host name of the relay; its A record points to the output `address`."
  type        = string
  validation {
    condition     = can(regex("^[a-z0-9-]+(\\.[a-z0-9-]+)+$", var.relay_host))
    error_message = "A host name has lower-case labels and no scheme."
  }
}

variable "relay_image" {
  description = "Container image of the relay, by its digest."
  type        = string
  validation {
    condition     = can(regex("@sha256:[0-9a-f]{64}$", var.relay_image))
    error_message = "The image ends with @sha256: and its digest."
  }
}

variable "relay_size" {
  description = "Relays at least and at most, sockets of one, memory and processors."
  type = object({
    min_instances = optional(number, 1)
    max_instances = optional(number, 10)
    sockets       = optional(number, 1000)
    memory        = optional(string, "1Gi")
    cpu           = optional(string, "1")
  })
  default  = {}
  nullable = false
}

variable "request_log_rate" {
  description = "Share of requests through the load balancer that are logged, 0 to 1."
  type        = number
  default     = 0.1
  validation {
    condition     = var.request_log_rate >= 0 && var.request_log_rate <= 1
    error_message = "Between 0 and 1."
  }
}

variable "sign_in" {
  description = "Ways to sign in: \"password\" for Parley's own accounts; \"email-link\" and \"google\" for identities of Firebase Auth."
  type        = list(string)
  default     = ["password"]
  nullable    = false
  validation {
    condition     = length(var.sign_in) > 0 && alltrue([for way in var.sign_in : contains(["password", "email-link", "google"], way)])
    error_message = "One or more of \"password\", \"email-link\" and \"google\"."
  }
}

variable "sizes" {
  description = "Sizes of the functions that Pub/Sub pushes to, by name: instances at least and at most, requests at once in one instance, memory, processors, and seconds that one delivery may take."
  type = map(object({
    min_instances   = optional(number, 0)
    max_instances   = optional(number, 20)
    concurrency     = optional(number, 40)
    memory          = optional(string, "512Mi")
    cpu             = optional(string, "1")
    timeout_seconds = optional(number, 60)
  }))
  default  = {}
  nullable = false
  validation {
    condition     = alltrue([for name in keys(var.sizes) : contains(["auto-reply", "auto-reply-config", "dead-letter", "janitor", "jolie-exec", "jolie-exec-config", "router"], name)])
    error_message = "No function has this name."
  }
}
