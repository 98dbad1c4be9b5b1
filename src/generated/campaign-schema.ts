// Generated from schema/ by `npm run generate`, do not edit.

/** schema/campaign.schema.json without prose, references replaced by what they refer to. */
export const campaignSchema = {
  "$schema": "http://json-schema.org/draft-07/schema#",
  "$id": "https://pushplan.dev/schema/campaign.schema.json",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "version",
    "id",
    "audience",
    "notification"
  ],
  "properties": {
    "version": {
      "const": 1
    },
    "id": {
      "type": "string",
      "pattern": "^[a-z0-9][a-z0-9._-]{0,99}$"
    },
    "owner": {
      "type": "string",
      "minLength": 1
    },
    "tags": {
      "type": "array",
      "items": {
        "type": "string",
        "minLength": 1
      }
    },
    "audience": {
      "type": "object",
      "additionalProperties": false,
      "required": [
        "file"
      ],
      "properties": {
        "file": {
          "type": "string",
          "minLength": 1
        },
        "columns": {
          "type": "object",
          "propertyNames": {
            "minLength": 1
          },
          "additionalProperties": {
            "type": [
              "string",
              "object"
            ],
            "pattern": "^(string|number|integer|boolean|json|date)$",
            "additionalProperties": false,
            "required": [
              "type"
            ],
            "properties": {
              "type": {
                "type": "string",
                "enum": [
                  "date"
                ]
              },
              "zone": {
                "type": "string",
                "minLength": 1
              }
            }
          }
        },
        "where": {
          "type": "object",
          "propertyNames": {
            "minLength": 1
          },
          "additionalProperties": {
            "type": [
              "string",
              "number",
              "boolean",
              "array",
              "object"
            ],
            "minItems": 1,
            "items": {
              "type": [
                "string",
                "number",
                "boolean"
              ]
            },
            "minProperties": 1,
            "additionalProperties": false,
            "properties": {
              "not": {
                "type": [
                  "string",
                  "number",
                  "boolean",
                  "array"
                ],
                "minItems": 1,
                "items": {
                  "type": [
                    "string",
                    "number",
                    "boolean"
                  ]
                }
              },
              "gt": {
                "type": [
                  "number",
                  "string"
                ]
              },
              "gte": {
                "type": [
                  "number",
                  "string"
                ]
              },
              "lt": {
                "type": [
                  "number",
                  "string"
                ]
              },
              "lte": {
                "type": [
                  "number",
                  "string"
                ]
              }
            }
          }
        },
        "public": {
          "type": "array",
          "uniqueItems": true,
          "items": {
            "type": "string",
            "minLength": 1
          }
        },
        "max_age": {
          "type": "string",
          "pattern": "^[1-9][0-9]*(m|h|d)$"
        }
      }
    },
    "key": {
      "type": "string",
      "minLength": 1
    },
    "resend": {
      "type": "string",
      "enum": [
        "never",
        "on_change"
      ],
      "default": "never"
    },
    "max_invalid": {
      "type": [
        "integer",
        "string"
      ],
      "minimum": 0,
      "pattern": "^(100|\\d{1,2}(\\.\\d+)?)%$"
    },
    "guarantee": {
      "type": "string",
      "enum": [
        "at_most_once",
        "at_least_once"
      ],
      "default": "at_most_once"
    },
    "priority": {
      "type": "string",
      "enum": [
        "high",
        "normal"
      ],
      "default": "normal"
    },
    "max_recipients": {
      "type": "integer",
      "minimum": 1
    },
    "max_growth": {
      "type": "string",
      "pattern": "^[1-9][0-9]*(\\.[0-9]+)?x$"
    },
    "broadcast": {
      "type": "boolean"
    },
    "fail_on": {
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
        }
      }
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
    "async": {
      "type": "boolean",
      "default": false
    },
    "notification": {
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
            "email": {
              "type": "string",
              "minLength": 1
            },
            "phone_number": {
              "type": "string",
              "minLength": 1
            },
            "uuid": {
              "type": "string",
              "minLength": 1
            }
          },
          "patternProperties": {
            "^custom\\.[A-Za-z0-9_.-]+$": {
              "type": "string",
              "minLength": 1
            },
            "^INSIDER\\.(email|phone_number|uuid|custom\\.[A-Za-z0-9_.-]+)$": {
              "type": "string",
              "minLength": 1
            }
          }
        },
        "camp_id": {
          "type": [
            "integer",
            "string"
          ],
          "minimum": 1,
          "pattern": "\\{\\{"
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
          "minLength": 1
        },
        "ttl": {
          "type": [
            "integer",
            "string"
          ],
          "minimum": 1,
          "pattern": "\\{\\{"
        },
        "check_optin": {
          "type": [
            "boolean",
            "string"
          ],
          "pattern": "\\{\\{"
        },
        "GFC_enabled": {
          "type": [
            "boolean",
            "string"
          ],
          "pattern": "\\{\\{"
        },
        "send_single_user": {
          "type": [
            "boolean",
            "string"
          ],
          "pattern": "\\{\\{"
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
              "pattern": "^(carousel|slider)$|\\{\\{"
            },
            "advanced_push_items": {
              "type": [
                "array",
                "object"
              ],
              "minItems": 3,
              "maxItems": 6,
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
                    "type": [
                      "integer",
                      "string"
                    ],
                    "pattern": "\\{\\{"
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
                    "minLength": 1
                  },
                  "deep_links": {
                    "type": "object",
                    "additionalProperties": false,
                    "minProperties": 1,
                    "properties": {
                      "ins_dl_internal": {
                        "type": "string",
                        "minLength": 1
                      },
                      "ins_dl_external": {
                        "type": "string",
                        "minLength": 1
                      },
                      "ins_dl_url_scheme": {
                        "type": "string",
                        "minLength": 1
                      },
                      "ins_dl_json": {
                        "type": "string",
                        "minLength": 1
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
              "additionalProperties": false,
              "required": [
                "each",
                "item"
              ],
              "properties": {
                "each": {
                  "type": "string",
                  "minLength": 1
                },
                "max": {
                  "type": "integer",
                  "minimum": 3,
                  "maximum": 6,
                  "default": 6
                },
                "short": {
                  "type": "string",
                  "enum": [
                    "plain",
                    "skip"
                  ],
                  "default": "plain"
                },
                "item": {
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
                      "type": [
                        "integer",
                        "string"
                      ],
                      "pattern": "\\{\\{"
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
                      "minLength": 1
                    },
                    "deep_links": {
                      "type": "object",
                      "additionalProperties": false,
                      "minProperties": 1,
                      "properties": {
                        "ins_dl_internal": {
                          "type": "string",
                          "minLength": 1
                        },
                        "ins_dl_external": {
                          "type": "string",
                          "minLength": 1
                        },
                        "ins_dl_url_scheme": {
                          "type": "string",
                          "minLength": 1
                        },
                        "ins_dl_json": {
                          "type": "string",
                          "minLength": 1
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
          }
        },
        "android": {
          "type": "object",
          "additionalProperties": false,
          "properties": {
            "channel_id": {
              "type": [
                "integer",
                "string"
              ],
              "minimum": 1,
              "pattern": "\\{\\{"
            },
            "sound": {
              "type": "string",
              "minLength": 1
            },
            "deep_link": {
              "type": "object",
              "additionalProperties": false,
              "minProperties": 1,
              "properties": {
                "ins_dl_internal": {
                  "type": "string",
                  "minLength": 1
                },
                "ins_dl_external": {
                  "type": "string",
                  "minLength": 1
                },
                "ins_dl_url_scheme": {
                  "type": "string",
                  "minLength": 1
                },
                "ins_dl_json": {
                  "type": "string",
                  "minLength": 1
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
              "type": [
                "integer",
                "string"
              ],
              "pattern": "\\{\\{"
            },
            "badge": {
              "type": [
                "integer",
                "string"
              ],
              "minimum": 0,
              "pattern": "\\{\\{"
            },
            "content-available": {
              "type": [
                "boolean",
                "string"
              ],
              "pattern": "\\{\\{"
            },
            "mutable-content": {
              "type": [
                "boolean",
                "string"
              ],
              "pattern": "\\{\\{"
            },
            "sound": {
              "type": "string",
              "minLength": 1
            },
            "deep_link": {
              "type": "object",
              "additionalProperties": false,
              "minProperties": 1,
              "properties": {
                "ins_dl_internal": {
                  "type": "string",
                  "minLength": 1
                },
                "ins_dl_external": {
                  "type": "string",
                  "minLength": 1
                },
                "ins_dl_url_scheme": {
                  "type": "string",
                  "minLength": 1
                },
                "ins_dl_json": {
                  "type": "string",
                  "minLength": 1
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
    },
    "report_attributes": {
      "type": "array",
      "items": {
        "type": "string",
        "pattern": "^INSIDER\\.(age|app_version|birthday|carrier|device_language|device_token|email|email_optin|environment|gender|idfa|insider_id|language|last_ip|location_enabled|location_optin|model|name|os_version|package_name|phone_number|platform|push_enabled|push_optin|screen_height|screen_width|sdk_version|sms_optin|surname|timezone|udid|uuid|custom\\..+)$"
      }
    }
  }
} as const;
