import FuzzSupport
import NoteModel

unsafe ReaderFuzzer.run { bytes, count in
  unsafe ReaderFuzzer.read(bytes, count, as: .text)
  return 0
}
