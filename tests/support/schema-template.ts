/** Database that test databases are copied from: the product's schema, empty. */
export const SCHEMA_TEMPLATE = 'matpho_template';
