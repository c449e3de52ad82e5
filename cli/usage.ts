/** What `matpho` answers when it isn't told anything it knows. */
export const USAGE = `matpho: security-camera registry and incident linking

  matpho start                         the whole service in one process
  matpho server | worker               the API and web application | the workers
  matpho migrate                       bring the database schema up to date
  matpho seed demo                     make the demo town
  matpho user add --username NAME --role ROLE --organisation NAME
                                       add a user; prints a one-time password
  matpho user reset --username NAME    a new one-time password, without the second factor
  matpho organisation add --name NAME --kind KIND --unit CODE_OR_ID [--unit …]
                                       add a board, police post, area command or administration
  matpho import units-codes FILE.csv | import units FILE.geojson
                                       units by code | with boundaries; safe to repeat
  matpho import roads FILE.geojson | import buildings FILE.geojson | import landmarks FILE.geojson
                                       roads and buildings of the map; names and addresses to search for
  matpho import cameras FILE [--organisation NAME]
                                       register cameras from a .csv, .xlsx or .geojson list
  matpho verify PACKAGE.zip [--key FINGERPRINT] [--tsa-ca CA.pem] [--timestamp FILE.tsr]
                                       check an evidence package, offline
  matpho audit verify --from CHECKPOINT_FILE
                                       prove that the access log only grew since then
  matpho audit rotate-key              a new key for the access log, signed by the old one
  matpho backup DIR | restore DIR      copy everything out | back in
  matpho bench NAME [--json]           run a benchmark

Settings are environment variables (MATPHO_PORT, MATPHO_DATA_DIR, MATPHO_DATABASE_URL, …): see README.md.`;
