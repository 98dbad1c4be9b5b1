// The tables of a ledger, in every database, version 6. moving/migrations.ts lists what the earlier versions lacked.

export const ledgerVersion = 6;

/**
 * Returns the SQL that creates the tables, in PostgreSQL's dialect; sqlite/schema.ts translates it for SQLite. `own` adds columns that only one
 * database has. An export has the columns in this order. Times are milliseconds, by the clock of the process that wrote them.
 *
 * Rows of `sent` are only inserted, except that a row is pointed at a newer attempt after one that failed. The outcome of a notification is the byte
 * at its position in its attempt's `outcomes` (claims/outcome-bytes.ts), so all outcomes of a request cost one update.
 */
export function ledgerTables(own: Readonly<Record<'run' | 'chunk' | 'ring', string>>): string {
  return `
CREATE TABLE campaign (
  number integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id     text COLLATE "C" NOT NULL UNIQUE,
  file   text NOT NULL                        -- where it was when it was last sent
);

CREATE TABLE run (
  number      bigint  GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id          text COLLATE "C" NOT NULL UNIQUE,
  environment text    NOT NULL,
  state       text    NOT NULL,
  why         text,
  seal        text,
  host        text    NOT NULL,
  pid         integer NOT NULL,
  started_at  bigint  NOT NULL,
  ended_at    bigint,${own.run}
  halted_by   text                            -- who paused or stopped it from outside
);

CREATE TABLE run_campaign (
  run      bigint  NOT NULL REFERENCES run ON DELETE CASCADE,
  position integer NOT NULL,
  campaign integer NOT NULL REFERENCES campaign,
  settings text    NOT NULL,                  -- a RunCampaign as JSON
  PRIMARY KEY (run, position)
);

CREATE TABLE chunk (
  run           bigint  NOT NULL REFERENCES run ON DELETE CASCADE,
  number        integer NOT NULL,
  position      integer NOT NULL,             -- of the campaign in the run
  size          integer NOT NULL,             -- as planned; stays when notifications are erased
  finished      boolean NOT NULL DEFAULT false, -- nothing in it is left to be sent${own.chunk}
  notifications bytea,                        -- chunk-text.ts; the one place that holds people. Null: erased
  mac           bytea,                        -- HMAC over notifications and where they belong. Null: erased
  step          integer,                      -- of its campaign's rollout, by number. Null: it has none
  due           bigint,                       -- nobody in it is sent to before. Null: at once
  dropped       text,                         -- runs/waiting.ts: why its unsent people get nothing. Null: they are sent to
  PRIMARY KEY (run, number)
);

CREATE TABLE req (
  attempt         bigint   PRIMARY KEY,
  run             bigint   NOT NULL REFERENCES run,
  chunk           integer  NOT NULL,
  campaign        integer  NOT NULL REFERENCES campaign,
  claimed_at      bigint   NOT NULL,
  settled_at      bigint,
  slot            integer  NOT NULL,
  slot_generation bigint   NOT NULL,
  outcomes        bytea    NOT NULL,          -- one byte per position
  doubts          smallint NOT NULL,          -- how many of them are open or in doubt
  repeats         integer  NOT NULL,          -- bit per position: an earlier attempt may have been received
  retry           smallint NOT NULL,          -- 1: somebody in it was tried before in this run
  status          integer,
  error           text,
  person          bytea,                      -- claims/person-hashes.ts. Null: spooled before version 3
  arms            bytea                       -- claims/request-arms.ts. Null: the campaign has none
) WITH (fillfactor = 85);

CREATE TABLE sent (
  campaign   integer NOT NULL,
  key        uuid    NOT NULL,                -- keyed hash: 16 bytes, and none for its length
  generation integer NOT NULL,
  req        bigint  NOT NULL,                -- attempt * 32 + position
  digest     uuid    NOT NULL,                -- of what was sent
  PRIMARY KEY (campaign, key, generation)
);

CREATE TABLE reason (
  byte   smallint PRIMARY KEY CHECK (byte BETWEEN 16 AND 255),
  kind   text NOT NULL CHECK (kind IN ('refused', 'rejected', 'reopened')),
  reason text COLLATE "C" NOT NULL,
  UNIQUE (kind, reason)
);

CREATE TABLE ring (                           -- milliseconds by the clock of the slots, but for even_at
  one           smallint PRIMARY KEY DEFAULT 1 CHECK (one = 1),${own.ring}
  blocked_until bigint   NOT NULL,            -- no claim before
  pace          integer  NOT NULL,            -- millionths of the limit, at paced_at; comes back from then on
  paced_at      bigint   NOT NULL,
  even_at       bigint   NOT NULL,            -- when the last slot should have been taken, microseconds
  per_minute    integer  NOT NULL DEFAULT 1,  -- the limit that was given last
  slots         integer  NOT NULL DEFAULT 0,  -- how many rows slot has
  made          integer  NOT NULL DEFAULT 0   -- the highest number that one of them ever had
);

CREATE TABLE slot (                           -- made when one is taken and none is free
  number     integer PRIMARY KEY,
  generation bigint  NOT NULL,
  free_at    bigint  NOT NULL                 -- by the ring's clock
) WITH (fillfactor = 50);

CREATE TABLE decision (
  number  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  run     bigint NOT NULL REFERENCES run,
  at      bigint NOT NULL,
  who     text   NOT NULL,
  reason  text   NOT NULL,
  decided text   NOT NULL CHECK (decided IN ('accepted', 'not_sent', 'reopened'))
);

CREATE TABLE decided (
  decision  bigint  NOT NULL REFERENCES decision,
  attempt   bigint  NOT NULL REFERENCES req,
  positions integer NOT NULL,                 -- a bit per position
  PRIMARY KEY (decision, attempt)
);

CREATE TABLE list (                           -- of people who must not get anything
  number    bigint  GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  workspace text    COLLATE "C" NOT NULL,     -- workspace_id, or nothing: it holds for campaigns of that one
  name      text    COLLATE "C" NOT NULL,
  version   text    NOT NULL,                 -- the same one has the same people
  entries   bigint  NOT NULL,
  at        bigint  NOT NULL,                 -- of the last apply that read it
  terms     text    NOT NULL,                 -- lists/list-terms-text.ts
  whole     boolean NOT NULL DEFAULT false    -- it holds: false while its people are written, and when another takes its place
);

CREATE TABLE list_person (
  list   bigint NOT NULL REFERENCES list,
  person uuid   NOT NULL,                     -- lists/listed-hashes.ts
  PRIMARY KEY (list, person)
);

CREATE TABLE left_out (                       -- not sent, since a list had them or a cap was reached when their request was about to leave
  run        bigint  NOT NULL REFERENCES run ON DELETE CASCADE,
  campaign   integer NOT NULL REFERENCES campaign,
  key        uuid    NOT NULL,
  generation integer NOT NULL,
  chunk      integer NOT NULL,
  reason     text    NOT NULL,
  at         bigint  NOT NULL,
  PRIMARY KEY (run, campaign, key, generation)
);

CREATE TABLE approval (                       -- runs/approvals.ts: the content of a campaign, in a plan that was reviewed and applied
  run      bigint  NOT NULL REFERENCES run ON DELETE CASCADE, -- that applied it
  campaign integer NOT NULL REFERENCES campaign,
  content  text    NOT NULL,                  -- its digest
  revision text,                              -- the commit that was checked out. Null: none
  seal     text    NOT NULL,                  -- of the plan
  planned  bigint  NOT NULL,                  -- notifications in the plan, deferred ones too
  details  text    NOT NULL,                  -- parts of the content and findings of the copy, JSON
  at       bigint  NOT NULL,
  PRIMARY KEY (run, campaign)
);

CREATE TABLE rollout (                        -- runs/rollouts.ts: how far a campaign has come in its steps
  run      bigint  NOT NULL REFERENCES run ON DELETE CASCADE,
  position integer NOT NULL,                  -- of the campaign in the run
  step     integer NOT NULL,                  -- up to which people may be sent to
  ended_at bigint,                            -- when it was over, and a pause began. Null: it is sent
  until    bigint,                            -- when that ends. Null: when somebody ends it
  PRIMARY KEY (run, position)
);

CREATE TABLE claimed_person (                 -- people/claimed-people.ts: of each identifier, what was claimed for it
  person uuid   NOT NULL,                     -- claims/person-hashes.ts
  at     bigint NOT NULL,                     -- req.claimed_at
  req    bigint NOT NULL,                     -- attempt * 32 + position
  PRIMARY KEY (person, at, req)
);
`;
}

/** Adds no columns: only those that all databases have. */
export const noneOwn = { run: '', chunk: '', ring: '' };

export interface Table {
  readonly columns: readonly TableColumn[];
  /** The primary key. */
  readonly key: string;
}

export interface TableColumn {
  readonly name: string;
  readonly type: string;
  readonly mayBeNull: boolean;
}

/** Reads the tables that a text of SQL creates, by name. @throws RangeError for a table that it does not create. */
export function readTables(text: string): (name: string) => Table {
  const tables = new Map(
    text.split(/^CREATE TABLE /mv).map((made) => {
      const [name = ''] = made.split(' ', 1);
      const [body = ''] = made.split(/^\)/mv, 1);
      const columns = [...body.matchAll(/^ {2}([a-z_]+) +([a-z]+)(.*)/gmv)].map(
        ([, column = '', type = '', rules = '']) => ({
          name: column,
          type,
          mayBeNull: !/NOT NULL|PRIMARY/v.test(rules),
        }),
      );
      const [, key = columns[0]?.name ?? ''] = /PRIMARY KEY \((.+)\)/v.exec(body) ?? [];
      return [name, { columns, key }];
    }),
  );
  return (name) => {
    const table = tables.get(name);
    if (table === undefined) throw new RangeError(`a ledger has no table ${name}`);
    return table;
  };
}
