terraform {
  required_version = ">= 1.9"

  # Which bucket and prefix is said at `terraform init`; nothing of a world stands in the code.
  backend "gcs" {}

  required_providers {
    archive = {
      source  = "hashicorp/archive"
      version = "~> 2.7"
    }
    google = {
      source  = "hashicorp/google"
      version = "~> 6.50"
    }
    google-beta = {
      source  = "hashicorp/google-beta"
      version = "~> 6.50"
    }
  }
}
