package dev.rigel.client;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;

/** Why a file could not be used, in the words of people: no class, and not the path once more. */
public final class FileTrouble {
  private FileTrouble() {}

  /** A few words for the end of a sentence that names the file. */
  public static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "no such file";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof FileAlreadyExistsException) {
      return "not a directory"; // one was to be created there
    }
    if (e instanceof CharacterCodingException) {
      return "not UTF-8 text";
    }
    var text = e instanceof FileSystemException file ? file.getReason() : e.getMessage();
    return text == null
        ? "input/output error"
        : text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
  }
}
