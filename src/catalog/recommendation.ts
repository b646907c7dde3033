const SETTING = /^Success: (Yes|No|IF|-), Failure: (Yes|No|IF|-)$/;

/**
 * What Microsoft recommends for an audit subcategory, in words.
 *
 * @param text as its tables write it: `Success: Yes, Failure: IF; stronger: Success: Yes, Failure: Yes`, where IF stands
 *   for computers whose role or use asks for it
 * @returns undefined where the tables leave the setting open
 */
export function recommendationWords(text: string): string | undefined {
  const [usual = '', stronger = usual] = text.split('; stronger: ');
  const words = settingWords(usual);
  return stronger === usual ? words : `${words ?? 'Open'}; stronger: ${settingWords(stronger)}`;
}

function settingWords(setting: string): string | undefined {
  const match = SETTING.exec(setting);
  if (!match) return setting;
  const outcomes = [
    ['success', match[1]],
    ['failure', match[2]],
  ] as const;
  if (outcomes.every(([, asked]) => asked === '-')) return undefined;
  const are = (asked: string) =>
    outcomes.flatMap(([outcome, own]) => (own === asked ? outcome : [])).join(' and ');
  const always = are('Yes');
  const sometimes = are('IF');
  const words = [always, sometimes && `${sometimes} where needed`].filter(Boolean).join('; ');
  return words === '' ? 'Nothing' : words[0]?.toUpperCase() + words.slice(1);
}
