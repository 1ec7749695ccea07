/** What every chart says in words beside its picture, and the same figures as a table. */
export type ChartTable = {
  columns: readonly string[]
  rows: readonly { key: string; cells: readonly string[] }[]
}
export type ChartWords = {
  /** The finding, in a sentence. */
  title: string
  /** Unit and sample size. */
  note: string
  table: ChartTable
}
