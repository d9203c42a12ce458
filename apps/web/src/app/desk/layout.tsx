export { Queries as default } from "../../features/shell/queries.tsx";
