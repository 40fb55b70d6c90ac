/* The names of elements and attributes that the reader knows, each folded to one number from its namespace
 * and local name; strict (ISO/IEC 29500 Part 1) and transitional (Part 4) namespaces are the same here. A
 * new name is one line in the list. Names without a namespace have the prefix `no`. */
#ifndef DOCX_NAMES_H
#define DOCX_NAMES_H

#include <sheaf/plugin.h>

/* prefix, IRI. One prefix may have several. */
#define DOCX_NAMESPACES(X)                                                                         \
    X(no, "")                                                                                      \
    X(xml, "http://www.w3.org/XML/1998/namespace")                                                 \
    X(w, "http://schemas.openxmlformats.org/wordprocessingml/2006/main")                           \
    X(w, "http://purl.oclc.org/ooxml/wordprocessingml/main")                                       \
    X(r, "http://schemas.openxmlformats.org/officeDocument/2006/relationships")                    \
    X(r, "http://purl.oclc.org/ooxml/officeDocument/relationships")                                \
    X(m, "http://schemas.openxmlformats.org/officeDocument/2006/math")                             \
    X(m, "http://purl.oclc.org/ooxml/officeDocument/math")                                         \
    X(a, "http://schemas.openxmlformats.org/drawingml/2006/main")                                  \
    X(a, "http://purl.oclc.org/ooxml/drawingml/main")                                              \
    X(pic, "http://schemas.openxmlformats.org/drawingml/2006/picture")                             \
    X(pic, "http://purl.oclc.org/ooxml/drawingml/picture")                                         \
    X(wp, "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing")                \
    X(wp, "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing")                            \
    X(wps, "http://schemas.microsoft.com/office/word/2010/wordprocessingShape")                    \
    X(wpg, "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup")                    \
    X(wpc, "http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas")                   \
    X(c, "http://schemas.openxmlformats.org/drawingml/2006/chart")                                 \
    X(c, "http://purl.oclc.org/ooxml/drawingml/chart")                                             \
    X(dgm, "http://schemas.openxmlformats.org/drawingml/2006/diagram")                             \
    X(dgm, "http://purl.oclc.org/ooxml/drawingml/diagram")                                         \
    X(mc, "http://schemas.openxmlformats.org/markup-compatibility/2006")                           \
    X(v, "urn:schemas-microsoft-com:vml")                                                          \
    X(o, "urn:schemas-microsoft-com:office:office")                                                \
    X(w14, "http://schemas.microsoft.com/office/word/2010/wordml")                                 \
    X(w15, "http://schemas.microsoft.com/office/word/2012/wordml")                                 \
    X(rel, "http://schemas.openxmlformats.org/package/2006/relationships")                         \
    X(ct, "http://schemas.openxmlformats.org/package/2006/content-types")                          \
    X(cp, "http://schemas.openxmlformats.org/package/2006/metadata/core-properties")               \
    X(dc, "http://purl.org/dc/elements/1.1/")                                                      \
    X(dcterms, "http://purl.org/dc/terms/")                                                        \
    X(ep, "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties")             \
    X(ep, "http://purl.oclc.org/ooxml/officeDocument/extendedProperties")                          \
    X(cup, "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties")              \
    X(cup, "http://purl.oclc.org/ooxml/officeDocument/customProperties")                           \
    X(vt, "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes")                  \
    X(vt, "http://purl.oclc.org/ooxml/officeDocument/docPropsVTypes")

/* Blocks, tables and what they stand in. */
#define DOCX_NAMES_BLOCK(X)                                                                        \
    X(w, document)                                                                                 \
    X(w, body)                                                                                     \
    X(w, background)                                                                               \
    X(w, p)                                                                                        \
    X(w, pPr)                                                                                      \
    X(w, pStyle)                                                                                   \
    X(w, jc)                                                                                       \
    X(w, ind)                                                                                      \
    X(w, firstLine)                                                                                \
    X(w, firstLineChars)                                                                           \
    X(w, pageBreakBefore)                                                                          \
    X(w, sectPr)                                                                                   \
    X(w, type)                                                                                     \
    X(w, titlePg)                                                                                  \
    X(w, headerReference)                                                                          \
    X(w, footerReference)                                                                          \
    X(w, hdr)                                                                                      \
    X(w, ftr)                                                                                      \
    X(w, tbl)                                                                                      \
    X(w, tblPr)                                                                                    \
    X(w, tblCaption)                                                                               \
    X(w, tblDescription)                                                                           \
    X(w, tblGrid)                                                                                  \
    X(w, gridCol)                                                                                  \
    X(w, tblGridChange)                                                                            \
    X(w, tblPrChange)                                                                              \
    X(w, tblPrExChange)                                                                            \
    X(w, tr)                                                                                       \
    X(w, trPr)                                                                                     \
    X(w, trPrChange)                                                                               \
    X(w, gridBefore)                                                                               \
    X(w, gridAfter)                                                                                \
    X(w, tblHeader)                                                                                \
    X(w, tc)                                                                                       \
    X(w, tcPr)                                                                                     \
    X(w, tcPrChange)                                                                               \
    X(w, tcW)                                                                                      \
    X(w, gridSpan)                                                                                 \
    X(w, vMerge)                                                                                   \
    X(w, vMergeOrig)                                                                               \
    X(w, hMerge)                                                                                   \
    X(w, cellMerge)                                                                                \
    X(w, cellIns)                                                                                  \
    X(w, cellDel)                                                                                  \
    X(w, sdt)                                                                                      \
    X(w, sdtPr)                                                                                    \
    X(w, sdtEndPr)                                                                                 \
    X(w, sdtContent)                                                                               \
    X(w, docPartObj)                                                                               \
    X(w, docPartGallery)                                                                           \
    X(w, customXml)                                                                                \
    X(w, customXmlPr)                                                                              \
    X(w, smartTag)                                                                                 \
    X(w, smartTagPr)                                                                               \
    X(w, altChunk)                                                                                 \
    X(w, subDoc)                                                                                   \
    X(w, footnotes)                                                                                \
    X(w, footnote)                                                                                 \
    X(w, endnotes)                                                                                 \
    X(w, endnote)                                                                                  \
    X(w, comments)                                                                                 \
    X(w, comment)                                                                                  \
    X(w, txbxContent)                                                                              \
    X(wps, txbx)                                                                                   \
    X(wps, wsp)                                                                                    \
    X(v, textbox)                                                                                  \
    X(mc, AlternateContent)                                                                        \
    X(mc, Choice)                                                                                  \
    X(mc, Fallback)

/* Runs, what they hold and what is marked in them. */
#define DOCX_NAMES_INLINE(X)                                                                       \
    X(w, r)                                                                                        \
    X(w, rPr)                                                                                      \
    X(w, rPrChange)                                                                                \
    X(w, pPrChange)                                                                                \
    X(w, sectPrChange)                                                                             \
    X(w, numberingChange)                                                                          \
    X(w, rStyle)                                                                                   \
    X(w, b)                                                                                        \
    X(w, i)                                                                                        \
    X(w, em)                                                                                       \
    X(w, u)                                                                                        \
    X(w, strike)                                                                                   \
    X(w, dstrike)                                                                                  \
    X(w, vanish)                                                                                   \
    X(w, webHidden)                                                                                \
    X(w, specVanish)                                                                               \
    X(w, vertAlign)                                                                                \
    X(w, framePr)                                                                                  \
    X(w, dropCap)                                                                                  \
    X(w, position)                                                                                 \
    X(w, color)                                                                                    \
    X(w, rFonts)                                                                                   \
    X(w, ascii)                                                                                    \
    X(w, sz)                                                                                       \
    X(w, t)                                                                                        \
    X(w, delText)                                                                                  \
    X(w, instrText)                                                                                \
    X(w, delInstrText)                                                                             \
    X(w, tab)                                                                                      \
    X(w, ptab)                                                                                     \
    X(w, br)                                                                                       \
    X(w, cr)                                                                                       \
    X(w, sym)                                                                                      \
    X(w, noBreakHyphen)                                                                            \
    X(w, softHyphen)                                                                               \
    X(w, lastRenderedPageBreak)                                                                    \
    X(w, pgNum)                                                                                    \
    X(w, dayShort)                                                                                 \
    X(w, monthShort)                                                                               \
    X(w, yearShort)                                                                                \
    X(w, dayLong)                                                                                  \
    X(w, monthLong)                                                                                \
    X(w, yearLong)                                                                                 \
    X(w, hyperlink)                                                                                \
    X(w, anchor)                                                                                   \
    X(w, fldSimple)                                                                                \
    X(w, fldChar)                                                                                  \
    X(w, fldCharType)                                                                              \
    X(w, fldData)                                                                                  \
    X(w, instr)                                                                                    \
    X(w, ddList)                                                                                   \
    X(w, listEntry)                                                                                \
    X(w, result)                                                                                   \
    X(w, checkBox)                                                                                 \
    X(w, checked)                                                                                  \
    X(w, ffData)                                                                                   \
    X(w, bookmarkStart)                                                                            \
    X(w, bookmarkEnd)                                                                              \
    X(w, footnoteReference)                                                                        \
    X(w, endnoteReference)                                                                         \
    X(w, footnoteRef)                                                                              \
    X(w, endnoteRef)                                                                               \
    X(w, annotationRef)                                                                            \
    X(w, separator)                                                                                \
    X(w, continuationSeparator)                                                                    \
    X(w, customMarkFollows)                                                                        \
    X(w, commentReference)                                                                         \
    X(w, commentRangeStart)                                                                        \
    X(w, commentRangeEnd)                                                                          \
    X(w, author)                                                                                   \
    X(w, initials)                                                                                 \
    X(w, date)                                                                                     \
    X(w, ins)                                                                                      \
    X(w, del)                                                                                      \
    X(w, moveFrom)                                                                                 \
    X(w, moveTo)                                                                                   \
    X(w, ruby)                                                                                     \
    X(w, rubyPr)                                                                                   \
    X(w, rubyBase)                                                                                 \
    X(w, rt)                                                                                       \
    X(w, dir)                                                                                      \
    X(w, bdo)                                                                                      \
    X(w, drawing)                                                                                  \
    X(w, pict)                                                                                     \
    X(w, object)                                                                                   \
    X(w, font)                                                                                     \
    X(w, char)                                                                                     \
    X(w14, checkbox)                                                                               \
    X(wp, inline)                                                                                  \
    X(wp, anchor)                                                                                  \
    X(wp, docPr)                                                                                   \
    X(wp, posOffset)                                                                               \
    X(wp, align)                                                                                   \
    X(a, blip)                                                                                     \
    X(a, t)                                                                                        \
    X(pic, cNvPr)                                                                                  \
    X(c, chart)                                                                                    \
    X(dgm, relIds)                                                                                 \
    X(v, shape)                                                                                    \
    X(v, rect)                                                                                     \
    X(v, imagedata)                                                                                \
    X(v, textpath)                                                                                 \
    X(no, style)                                                                                   \
    X(no, string)                                                                                  \
    X(r, dm)                                                                                       \
    X(o, OLEObject)                                                                                \
    X(r, id)                                                                                       \
    X(r, embed)                                                                                    \
    X(r, link)                                                                                     \
    X(r, pict)                                                                                     \
    X(no, descr)                                                                                   \
    X(no, title)                                                                                   \
    X(no, alt)                                                                                     \
    X(no, name)                                                                                    \
    X(no, hidden)                                                                                  \
    X(o, title)                                                                                    \
    X(no, Requires)                                                                                \
    X(xml, space)                                                                                  \
    X(w, val)                                                                                      \
    X(w, w)                                                                                        \
    X(w, id)                                                                                       \
    X(w, name)

/* Equations (22.1). */
#define DOCX_NAMES_MATH(X)                                                                         \
    X(m, oMathPara)                                                                                \
    X(m, oMath)                                                                                    \
    X(m, r)                                                                                        \
    X(m, t)                                                                                        \
    X(m, e)                                                                                        \
    X(m, f)                                                                                        \
    X(m, fPr)                                                                                      \
    X(m, num)                                                                                      \
    X(m, den)                                                                                      \
    X(m, rad)                                                                                      \
    X(m, deg)                                                                                      \
    X(m, sSup)                                                                                     \
    X(m, sSub)                                                                                     \
    X(m, sSubSup)                                                                                  \
    X(m, sPre)                                                                                     \
    X(m, sup)                                                                                      \
    X(m, sub)                                                                                      \
    X(m, nary)                                                                                     \
    X(m, naryPr)                                                                                   \
    X(m, chr)                                                                                      \
    X(m, d)                                                                                        \
    X(m, dPr)                                                                                      \
    X(m, begChr)                                                                                   \
    X(m, endChr)                                                                                   \
    X(m, sepChr)                                                                                   \
    X(m, ctrlPr)                                                                                   \
    X(m, func)                                                                                     \
    X(m, fName)                                                                                    \
    X(m, m)                                                                                        \
    X(m, mr)                                                                                       \
    X(m, acc)                                                                                      \
    X(m, accPr)                                                                                    \
    X(m, bar)                                                                                      \
    X(m, barPr)                                                                                    \
    X(m, pos)                                                                                      \
    X(m, phant)                                                                                    \
    X(m, phantPr)                                                                                  \
    X(m, show)                                                                                     \
    X(m, limLow)                                                                                   \
    X(m, limUpp)                                                                                   \
    X(m, lim)                                                                                      \
    X(m, eqArr)                                                                                    \
    X(m, type)                                                                                     \
    X(m, val)

/* Styles, numbering, settings. */
#define DOCX_NAMES_STYLE(X)                                                                        \
    X(w, styles)                                                                                   \
    X(w, docDefaults)                                                                              \
    X(w, rPrDefault)                                                                               \
    X(w, pPrDefault)                                                                               \
    X(w, latentStyles)                                                                             \
    X(w, style)                                                                                    \
    X(w, styleId)                                                                                  \
    X(w, default)                                                                                  \
    X(w, basedOn)                                                                                  \
    X(w, link)                                                                                     \
    X(w, aliases)                                                                                  \
    X(w, outlineLvl)                                                                               \
    X(w, numPr)                                                                                    \
    X(w, numId)                                                                                    \
    X(w, ilvl)                                                                                     \
    X(w, numbering)                                                                                \
    X(w, abstractNum)                                                                              \
    X(w, abstractNumId)                                                                            \
    X(w, num)                                                                                      \
    X(w, lvl)                                                                                      \
    X(w, start)                                                                                    \
    X(w, numFmt)                                                                                   \
    X(w, format)                                                                                   \
    X(w, lvlText)                                                                                  \
    X(w, lvlRestart)                                                                               \
    X(w, lvlPicBulletId)                                                                           \
    X(w, null)                                                                                     \
    X(w, isLgl)                                                                                    \
    X(w, suff)                                                                                     \
    X(w, lvlOverride)                                                                              \
    X(w, startOverride)                                                                            \
    X(w, numStyleLink)                                                                             \
    X(w, styleLink)                                                                                \
    X(w, settings)                                                                                 \
    X(w, evenAndOddHeaders)                                                                        \
    X(w, footnotePr)                                                                               \
    X(w, numRestart)                                                                               \
    X(w, endnotePr)                                                                                \
    X(w, numStart)

/* The package and its properties. */
#define DOCX_NAMES_PACKAGE(X)                                                                      \
    X(rel, Relationships)                                                                          \
    X(rel, Relationship)                                                                           \
    X(no, Id)                                                                                      \
    X(no, Type)                                                                                    \
    X(no, Target)                                                                                  \
    X(no, TargetMode)                                                                              \
    X(ct, Types)                                                                                   \
    X(ct, Default)                                                                                 \
    X(ct, Override)                                                                                \
    X(no, Extension)                                                                               \
    X(no, ContentType)                                                                             \
    X(no, PartName)                                                                                \
    X(cp, coreProperties)                                                                          \
    X(cp, category)                                                                                \
    X(cp, contentStatus)                                                                           \
    X(cp, keywords)                                                                                \
    X(cp, lastModifiedBy)                                                                          \
    X(cp, lastPrinted)                                                                             \
    X(cp, revision)                                                                                \
    X(cp, version)                                                                                 \
    X(dc, creator)                                                                                 \
    X(dc, description)                                                                             \
    X(dc, identifier)                                                                              \
    X(dc, language)                                                                                \
    X(dc, subject)                                                                                 \
    X(dc, title)                                                                                   \
    X(dcterms, created)                                                                            \
    X(dcterms, modified)                                                                           \
    X(ep, Properties)                                                                              \
    X(ep, Application)                                                                             \
    X(ep, AppVersion)                                                                              \
    X(ep, Company)                                                                                 \
    X(ep, Manager)                                                                                 \
    X(ep, Template)                                                                                \
    X(ep, Pages)                                                                                   \
    X(ep, Words)                                                                                   \
    X(ep, Characters)                                                                              \
    X(ep, CharactersWithSpaces)                                                                    \
    X(ep, Lines)                                                                                   \
    X(ep, Paragraphs)                                                                              \
    X(ep, TotalTime)                                                                               \
    X(cup, Properties)                                                                             \
    X(cup, property)                                                                               \
    X(vt, lpwstr)                                                                                  \
    X(vt, lpstr)                                                                                   \
    X(vt, bstr)                                                                                    \
    X(vt, bool)                                                                                    \
    X(vt, filetime)                                                                                \
    X(vt, date)                                                                                    \
    X(vt, i1)                                                                                      \
    X(vt, i2)                                                                                      \
    X(vt, i4)                                                                                      \
    X(vt, i8)                                                                                      \
    X(vt, int)                                                                                     \
    X(vt, ui1)                                                                                     \
    X(vt, ui2)                                                                                     \
    X(vt, ui4)                                                                                     \
    X(vt, ui8)                                                                                     \
    X(vt, uint)                                                                                    \
    X(vt, r4)                                                                                      \
    X(vt, r8)                                                                                      \
    X(vt, decimal)

#define DOCX_NAMES(X)                                                                              \
    DOCX_NAMES_BLOCK(X)                                                                            \
    DOCX_NAMES_INLINE(X)                                                                           \
    DOCX_NAMES_MATH(X)                                                                             \
    DOCX_NAMES_STYLE(X)                                                                            \
    DOCX_NAMES_PACKAGE(X)

/* DOCX_w_p, DOCX_no_Target, ...; DOCX_OTHER is every name that is not in the list. */
#define DOCX_NAME_CONSTANT(prefix, local) DOCX_##prefix##_##local,
typedef enum docx_name { DOCX_OTHER, DOCX_NAMES(DOCX_NAME_CONSTANT) DOCX_NAME_COUNT } docx_name;

/* One slot a name, by the hash of namespace and local name; made once a job. */
#define DOCX_NAME_SLOTS 1024
typedef struct docx_names {
    uint16_t slots[DOCX_NAME_SLOTS];
} docx_names;

void docx_names_init(docx_names *names);

/* The number of a name; DOCX_OTHER where it is not known. */
docx_name docx_name_find(const docx_names *names, sheaf_str space, sheaf_str local);

/* As the list writes it: `w:tbl`; of DOCX_OTHER "other". */
sheaf_str docx_name_text(docx_name name);

/* 1 where the namespace is one of the list: what mc:Choice may require. */
int docx_namespace_known(sheaf_str space);

#endif
