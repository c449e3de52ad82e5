/**
 * Folder of Debian's PostgreSQL 15 programs (`initdb`, `postgres`, `pgbench` …). Tests name it in full:
 * another `postgres`, without PostGIS, may come first on PATH.
 */
export const postgresBinDir = '/usr/lib/postgresql/15/bin';
