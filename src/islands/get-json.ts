/**
 * What a file of the site holds.
 *
 * @throws Error that names the file and the status, where the server has none
 */
export async function getJson<T>(url: string): Promise<T> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} could not be loaded (${response.status}).`);
  return response.json() as Promise<T>;
}
