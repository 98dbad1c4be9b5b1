// Generated from schema/ by `npm run generate`, do not edit.

/** schema/workspace.schema.json without prose, references replaced by what they refer to. */
export const workspaceSchema = {
  "$schema": "http://json-schema.org/draft-07/schema#",
  "$id": "https://pushplan.dev/schema/workspace.schema.json",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "version",
    "environments"
  ],
  "properties": {
    "version": {
      "const": 1
    },
    "environments": {
      "type": "object",
      "minProperties": 1,
      "propertyNames": {
        "pattern": "^[a-z0-9][a-z0-9_-]{0,49}$"
      },
      "additionalProperties": {
        "type": "object",
        "additionalProperties": false,
        "required": [
          "endpoint"
        ],
        "properties": {
          "endpoint": {
            "type": "string",
            "pattern": "^(sandbox|https?://\\S+)$"
          },
          "api_key_env": {
            "type": "string",
            "pattern": "^[A-Z_][A-Z0-9_]*$"
          },
          "ledger_env": {
            "type": "string",
            "pattern": "^[A-Z_][A-Z0-9_]*$"
          },
          "ledger_id": {
            "type": "string",
            "minLength": 1
          },
          "ledger_key_env": {
            "type": "string",
            "pattern": "^[A-Z_][A-Z0-9_]*$"
          },
          "requests_per_minute": {
            "type": "integer",
            "minimum": 1,
            "default": 1000
          },
          "limit_raised_by_vendor": {
            "type": "boolean",
            "default": false
          },
          "message_center": {
            "type": [
              "string",
              "object"
            ],
            "pattern": "^off$",
            "additionalProperties": false,
            "properties": {
              "before": {
                "type": "string",
                "pattern": "^\\d+(ms|s|m|h|d)$",
                "default": "2m"
              },
              "after": {
                "type": "string",
                "pattern": "^\\d+(ms|s|m|h|d)$",
                "default": "60s"
              },
              "requests_per_minute": {
                "type": "integer",
                "minimum": 1,
                "default": 5000
              }
            }
          }
        }
      }
    },
    "default_environment": {
      "type": "string",
      "pattern": "^[a-z0-9][a-z0-9_-]{0,49}$"
    },
    "workspace_id": {
      "type": "string",
      "pattern": "^ws_[a-z0-9]{12}$"
    },
    "policy": {
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "max_recipients": {
          "type": "integer",
          "minimum": 1,
          "default": 100000
        },
        "max_invalid": {
          "type": [
            "integer",
            "string"
          ],
          "minimum": 0,
          "pattern": "^(100|\\d{1,2}(\\.\\d+)?)%$",
          "default": "1%"
        },
        "abort_if": {
          "type": "object",
          "additionalProperties": false,
          "properties": {
            "refused": {
              "type": [
                "integer",
                "string"
              ],
              "minimum": 0,
              "pattern": "^(100|\\d{1,2}(\\.\\d+)?)%$"
            },
            "rejected": {
              "type": [
                "integer",
                "string"
              ],
              "minimum": 0,
              "pattern": "^(100|\\d{1,2}(\\.\\d+)?)%$"
            },
            "OptOut": {
              "type": [
                "integer",
                "string"
              ],
              "minimum": 0,
              "pattern": "^(100|\\d{1,2}(\\.\\d+)?)%$"
            },
            "NoUserFound": {
              "type": [
                "integer",
                "string"
              ],
              "minimum": 0,
              "pattern": "^(100|\\d{1,2}(\\.\\d+)?)%$"
            },
            "Unregistered": {
              "type": [
                "integer",
                "string"
              ],
              "minimum": 0,
              "pattern": "^(100|\\d{1,2}(\\.\\d+)?)%$"
            },
            "InvalidCertificate": {
              "type": [
                "integer",
                "string"
              ],
              "minimum": 0,
              "pattern": "^(100|\\d{1,2}(\\.\\d+)?)%$"
            },
            "UserGloballyCapped": {
              "type": [
                "integer",
                "string"
              ],
              "minimum": 0,
              "pattern": "^(100|\\d{1,2}(\\.\\d+)?)%$"
            },
            "UserGloballyCappedForInapp": {
              "type": [
                "integer",
                "string"
              ],
              "minimum": 0,
              "pattern": "^(100|\\d{1,2}(\\.\\d+)?)%$"
            }
          }
        },
        "forbid": {
          "type": "array",
          "items": {
            "type": "string",
            "enum": [
              "at_least_once",
              "cards"
            ]
          }
        },
        "max_growth": {
          "type": "string",
          "pattern": "^[1-9][0-9]*(\\.[0-9]+)?x$"
        },
        "broadcast_above": {
          "type": "integer",
          "minimum": 0
        },
        "max_age": {
          "type": "string",
          "pattern": "^[1-9][0-9]*(m|h|d)$"
        },
        "copy": {
          "type": "object",
          "additionalProperties": false,
          "properties": {
            "title_cut": {
              "type": "string",
              "enum": [
                "off",
                "info",
                "warn",
                "error"
              ]
            },
            "message_cut": {
              "type": "string",
              "enum": [
                "off",
                "info",
                "warn",
                "error"
              ]
            },
            "empty_slot": {
              "type": "string",
              "enum": [
                "off",
                "info",
                "warn",
                "error"
              ]
            },
            "default_used": {
              "type": "string",
              "enum": [
                "off",
                "info",
                "warn",
                "error"
              ]
            },
            "markup": {
              "type": "string",
              "enum": [
                "off",
                "info",
                "warn",
                "error"
              ]
            },
            "payload_size": {
              "type": "string",
              "enum": [
                "off",
                "info",
                "warn",
                "error"
              ]
            },
            "test_words": {
              "type": "string",
              "enum": [
                "off",
                "info",
                "warn",
                "error"
              ]
            },
            "links_differ": {
              "type": "string",
              "enum": [
                "off",
                "info",
                "warn",
                "error"
              ]
            },
            "emoji_cut": {
              "type": "string",
              "enum": [
                "off",
                "info",
                "warn",
                "error"
              ]
            },
            "placeholder": {
              "type": "string",
              "enum": [
                "off",
                "info",
                "warn",
                "error"
              ]
            },
            "encoding": {
              "type": "string",
              "enum": [
                "off",
                "info",
                "warn",
                "error"
              ]
            },
            "empty_word": {
              "type": "string",
              "enum": [
                "off",
                "info",
                "warn",
                "error"
              ]
            },
            "control": {
              "type": "string",
              "enum": [
                "off",
                "info",
                "warn",
                "error"
              ]
            },
            "unencoded": {
              "type": "string",
              "enum": [
                "off",
                "info",
                "warn",
                "error"
              ]
            }
          }
        }
      }
    },
    "allowed_hosts": {
      "type": "array",
      "items": {
        "type": "string",
        "pattern": "^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$"
      }
    }
  }
} as const;
