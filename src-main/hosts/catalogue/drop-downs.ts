import type { Feature, Image } from 'write-excel-file/node'
import {
  getOrderOfSiblings,
  insertElementMarkupAccordingToOrderOfSiblings,
  sanitizeTextContent,
} from 'write-excel-file/utility'
import { type Column, rowsMax } from '#shared/catalogue/workbook/sheets.ts'

const sheetFile = 'xl/worksheets/sheet{id}.xml'
/** What Excel allows for a list written into the rule itself. */
const listMax = 255

/** Drop-down lists for the columns that know a fixed set of words; the writer has no option for them. */
export function dropDowns(sheets: readonly (readonly Column[])[]): Feature<Image['content']> {
  return {
    files: {
      transform: {
        [sheetFile]: {
          transform: (xml, _options, { sheetIndex }) => {
            const rules = (sheets[sheetIndex] ?? []).flatMap(({ codec }, at) => ruleOf(codec.choices, at))
            if (rules.length === 0) return xml
            const markup = `<dataValidations count="${rules.length}">${rules.join('')}</dataValidations>`
            const order = getOrderOfSiblings(sheetFile, 'worksheet') ?? []
            return insertElementMarkupAccordingToOrderOfSiblings(xml, markup, order, 'worksheet')
          },
        },
      },
    },
  }
}

function ruleOf(choices: readonly string[] | undefined, at: number): readonly string[] {
  const list = choices?.join(',') ?? ''
  if (list === '' || list.length > listMax) return []
  const letter = letters(at)
  const where = `${letter}2:${letter}${rowsMax + 1}`
  return [
    `<dataValidation type="list" allowBlank="1" showErrorMessage="1" sqref="${where}">` +
      `<formula1>"${sanitizeTextContent(list)}"</formula1></dataValidation>`,
  ]
}

/** 0 is A, 26 is AA. */
function letters(at: number): string {
  const last = String.fromCharCode(65 + (at % 26))
  return at < 26 ? last : letters(Math.floor(at / 26) - 1) + last
}
