/** The table over which the SQL queries run, as their description says. */
export const SHAPE =
  'CREATE TABLE events(time TIMESTAMP, computer VARCHAR, provider VARCHAR, channel VARCHAR, event_id INTEGER, record_id BIGINT, data MAP(VARCHAR, VARCHAR))';
