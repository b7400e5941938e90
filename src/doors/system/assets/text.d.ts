/** Files that are built in as text; TypeScript knows the other endings. */
declare module "*.csv" {
  const text: string;
  export default text;
}

declare module "*.sarif" {
  const text: string;
  export default text;
}
