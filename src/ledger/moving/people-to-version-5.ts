// Version 5 finds what people were sent before, for caps, in a table of persons that is filled from the people of all requests
// (people/claimed-people.ts).

export const sqlitePeopleToVersion5 = `
CREATE TABLE claimed_person (
  person BLOB    NOT NULL,
  at     INTEGER NOT NULL,
  req    INTEGER NOT NULL,
  PRIMARY KEY (person, at, req)
) STRICT, WITHOUT ROWID;
`;

export const postgresPeopleToVersion5 = `
CREATE TABLE claimed_person (
  person uuid   NOT NULL,
  at     bigint NOT NULL,
  req    bigint NOT NULL,
  PRIMARY KEY (person, at, req)
);
`;
