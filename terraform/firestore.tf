locals {
  # Database by database what lies in the repository's index files, which the emulator and the Firebase CLI read as well.
  index_files = {
    (local.store_database)    = jsondecode(file("${path.module}/../firestore.indexes.json"))
    (local.accounts_database) = jsondecode(file("${path.module}/../firestore.accounts.indexes.json"))
  }
  store_database    = "(default)"
  accounts_database = "accounts"

  indexes = merge([
    for database, content in local.index_files : {
      for index in content.indexes :
      join("/", concat([database, index.collectionGroup], [
        for field in index.fields : "${field.fieldPath}-${try(field.order, field.arrayConfig)}"
      ])) => merge(index, { database = database })
    }
  ]...)

  fields = merge([
    for database, content in local.index_files : {
      for field in content.fieldOverrides :
      "${database}/${field.collectionGroup}/${field.fieldPath}" => merge({ ttl = false }, field, { database = database })
    }
  ]...)
}

resource "google_firestore_database" "this" {
  for_each = local.index_files

  project                           = var.project_id
  name                              = each.key
  location_id                       = var.firestore_location
  type                              = "FIRESTORE_NATIVE"
  concurrency_mode                  = "PESSIMISTIC"
  point_in_time_recovery_enablement = "POINT_IN_TIME_RECOVERY_ENABLED"
  delete_protection_state           = var.protected ? "DELETE_PROTECTION_ENABLED" : "DELETE_PROTECTION_DISABLED"
  deletion_policy                   = var.protected ? "ABANDON" : "DELETE"

  depends_on = [google_project_service.api]
}

resource "google_firestore_index" "this" {
  for_each = local.indexes

  project     = var.project_id
  database    = google_firestore_database.this[each.value.database].name
  collection  = each.value.collectionGroup
  query_scope = each.value.queryScope

  dynamic "fields" {
    for_each = each.value.fields
    content {
      field_path   = fields.value.fieldPath
      order        = try(fields.value.order, null)
      array_config = try(fields.value.arrayConfig, null)
    }
  }
}

# What is searched by itself, or never; and what expires.
resource "google_firestore_field" "this" {
  for_each = local.fields

  project    = var.project_id
  database   = google_firestore_database.this[each.value.database].name
  collection = each.value.collectionGroup
  field      = each.value.fieldPath

  index_config {
    dynamic "indexes" {
      for_each = each.value.indexes
      content {
        order        = try(indexes.value.order, null)
        array_config = try(indexes.value.arrayConfig, null)
        query_scope  = indexes.value.queryScope
      }
    }
  }

  dynamic "ttl_config" {
    for_each = each.value.ttl ? ["expires"] : []
    content {}
  }
}

resource "google_firestore_backup_schedule" "daily" {
  for_each = google_firestore_database.this

  project   = var.project_id
  database  = each.value.name
  retention = "604800s"
  daily_recurrence {}
}

resource "google_firestore_backup_schedule" "weekly" {
  for_each = google_firestore_database.this

  project   = var.project_id
  database  = each.value.name
  retention = "8467200s"
  weekly_recurrence {
    day = "SUNDAY"
  }
}
