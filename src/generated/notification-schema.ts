// Generated from schema/ by `npm run generate`, do not edit.

/** schema/notification.schema.json without prose, references replaced by what they refer to. */
export const notificationSchema = {
  "$schema": "http://json-schema.org/draft-07/schema#",
  "$id": "https://pushplan.dev/schema/notification.schema.json",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "identifiers",
    "camp_id",
    "camp_name",
    "title",
    "message"
  ],
  "properties": {
    "identifiers": {
      "type": "object",
      "additionalProperties": false,
      "minProperties": 1,
      "properties": {
        "INSIDER.email": {
          "type": "string",
          "minLength": 1
        },
        "INSIDER.phone_number": {
          "type": "string",
          "minLength": 1
        },
        "INSIDER.uuid": {
          "type": "string",
          "minLength": 1
        },
        "INSIDER.custom": {
          "type": "object",
          "additionalProperties": false,
          "minProperties": 1,
          "patternProperties": {
            "^[A-Za-z0-9_.-]+$": {
              "type": "string",
              "minLength": 1
            }
          }
        }
      }
    },
    "camp_id": {
      "type": "integer",
      "minimum": 1
    },
    "camp_name": {
      "type": "string",
      "minLength": 1
    },
    "title": {
      "type": "string",
      "minLength": 1
    },
    "message": {
      "type": "string",
      "minLength": 1
    },
    "image_url": {
      "type": "string",
      "pattern": "^https?://."
    },
    "ttl": {
      "type": "integer",
      "minimum": 1
    },
    "check_optin": {
      "type": "boolean"
    },
    "GFC_enabled": {
      "type": "boolean"
    },
    "send_single_user": {
      "type": "boolean"
    },
    "advanced_push_payload": {
      "type": "object",
      "additionalProperties": false,
      "required": [
        "advanced_push_type",
        "advanced_push_items"
      ],
      "properties": {
        "advanced_push_type": {
          "type": "string",
          "enum": [
            "carousel",
            "slider"
          ]
        },
        "advanced_push_items": {
          "type": "array",
          "minItems": 1,
          "maxItems": 20,
          "items": {
            "type": "object",
            "additionalProperties": false,
            "required": [
              "id",
              "headline",
              "description",
              "image_url"
            ],
            "properties": {
              "id": {
                "type": "integer"
              },
              "headline": {
                "type": "string",
                "minLength": 1
              },
              "description": {
                "type": "string",
                "minLength": 1
              },
              "image_url": {
                "type": "string",
                "pattern": "^https://."
              },
              "deep_links": {
                "type": "object",
                "additionalProperties": false,
                "properties": {
                  "ins_dl_internal": {
                    "type": "string"
                  },
                  "ins_dl_external": {
                    "type": "string"
                  },
                  "ins_dl_url_scheme": {
                    "type": "string"
                  },
                  "ins_dl_json": {
                    "type": "string"
                  }
                },
                "patternProperties": {
                  "^(?!aps$|ins_dl_).+$": {
                    "type": "string"
                  }
                }
              }
            }
          }
        }
      }
    },
    "android": {
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "channel_id": {
          "type": "integer",
          "minimum": 1
        },
        "sound": {
          "type": "string",
          "minLength": 1
        },
        "deep_link": {
          "type": "object",
          "additionalProperties": false,
          "properties": {
            "ins_dl_internal": {
              "type": "string"
            },
            "ins_dl_external": {
              "type": "string"
            },
            "ins_dl_url_scheme": {
              "type": "string"
            },
            "ins_dl_json": {
              "type": "string"
            }
          },
          "patternProperties": {
            "^(?!aps$|ins_dl_).+$": {
              "type": "string"
            }
          }
        }
      }
    },
    "ios": {
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "thread-id": {
          "type": "integer"
        },
        "badge": {
          "type": "integer",
          "minimum": 0
        },
        "content-available": {
          "type": "boolean"
        },
        "mutable-content": {
          "type": "boolean"
        },
        "sound": {
          "type": "string",
          "minLength": 1
        },
        "deep_link": {
          "type": "object",
          "additionalProperties": false,
          "properties": {
            "ins_dl_internal": {
              "type": "string"
            },
            "ins_dl_external": {
              "type": "string"
            },
            "ins_dl_url_scheme": {
              "type": "string"
            },
            "ins_dl_json": {
              "type": "string"
            }
          },
          "patternProperties": {
            "^(?!aps$|ins_dl_).+$": {
              "type": "string"
            }
          }
        }
      }
    }
  }
} as const;
