import { DatabaseSync } from 'node:sqlite'

/** Thrown when another process has the folder's database open. */
export class FolderInUse extends Error {
  constructor(folder: string) {
    super(`Augury already runs on ${folder}: stop it first, or choose another folder with AUGURY_DATA_DIR.`)
  }
}

/**
 * Takes the folder for this process and returns what gives it back. PGlite has no lock of its own, and two of them
 * would ruin the database. A lock of SQLite belongs to the process: it goes with it, however it ends.
 * @param patienceMs how long to wait for a process that is just stopping
 * @throws FolderInUse
 */
export function lockFolder(folder: string, patienceMs = 5_000): () => void {
  const file = new DatabaseSync(`${folder}/db.lock`, { timeout: patienceMs })
  try {
    file.exec('pragma locking_mode = exclusive; begin exclusive')
  } catch {
    file.close()
    throw new FolderInUse(folder)
  }
  return () => file.close()
}
