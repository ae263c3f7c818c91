package dev.rigel.engine;

import dev.rigel.contract.state.Reason;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * The XML of a job, as the current thread's class loader finds it. The batch runtimes read it too,
 * but do not tell what Rigel wants to know of it.
 */
final class JobXml {
  private static final String DIRECTORY = "META-INF/batch-jobs/";

  /** All elements of Jakarta Batch 2.1; the last two are JBeret's. */
  private static final Set<String> ELEMENTS =
      Set.of(
          """
          job properties property listeners listener step split flow decision batchlet chunk reader
          processor writer checkpoint-algorithm skippable-exception-classes
          retryable-exception-classes no-rollback-exception-classes include exclude partition plan
          mapper collector analyzer reducer next end fail stop script src"""
              .split("\\s+"));

  private final String path;
  private final ClassLoader loader;

  private JobXml(String path, ClassLoader loader) {
    this.path = path;
    this.loader = loader;
  }

  static JobXml of(String jobName) {
    var file = jobName.endsWith(".xml") ? jobName : jobName + ".xml";
    return new JobXml(DIRECTORY + file, Thread.currentThread().getContextClassLoader());
  }

  /** Why there is no such job; empty if there is one. */
  Optional<String> missing() {
    return find().isPresent() ? Optional.empty() : Optional.of(path + searched());
  }

  /** Of its bytes, by which a change is noticed: SHA-256 in hex; empty if there are none. */
  Optional<String> digest() {
    return find().flatMap(JobXml::digest);
  }

  private static Optional<String> digest(URL xml) {
    try (var in = xml.openStream()) {
      var sha = MessageDigest.getInstance("SHA-256");
      return Optional.of(HexFormat.of().formatHex(sha.digest(in.readAllBytes())));
    } catch (IOException e) {
      return Optional.empty();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("each JDK has SHA-256", e);
    }
  }

  /**
   * Whether the job says that it may not be restarted. False where that cannot be told in advance:
   * a restart will be refused then.
   */
  boolean forbidsRestart() {
    return find()
        .flatMap(JobXml::restartable)
        .map(String::strip)
        .filter("false"::equals)
        .isPresent();
  }

  private Optional<URL> find() {
    return Optional.ofNullable(loader.getResource(path));
  }

  /**
   * What is wrong with the document itself: that it is no well-formed XML, or the first element
   * that no job has, with line and column, which jbatch keeps to its log.
   */
  Optional<String> fault() {
    return find().flatMap(xml -> read(xml, JobXml::unknownElement)).map(text -> path + ", " + text);
  }

  private static @Nullable String unknownElement(XMLStreamReader reader) throws XMLStreamException {
    while (reader.hasNext()) {
      if (reader.next() == XMLStreamConstants.START_ELEMENT
          && !ELEMENTS.contains(reader.getLocalName())) {
        return place(reader.getLocation())
            + "no job has an element <"
            + reader.getLocalName()
            + ">";
      }
    }
    return null;
  }

  /** The attribute of the document element, as it is written. */
  private static Optional<String> restartable(URL xml) {
    return read(
        xml,
        reader -> {
          reader.nextTag();
          return reader.getAttributeValue(null, "restartable");
        });
  }

  /** Names of the steps that say they are partitioned; none where the document cannot be read. */
  Set<String> partitionedSteps() {
    var names = new HashSet<String>();
    find().ifPresent(xml -> read(xml, reader -> addPartitioned(reader, names)));
    return names;
  }

  private static @Nullable String addPartitioned(XMLStreamReader reader, Set<String> names)
      throws XMLStreamException {
    var step = "";
    while (reader.hasNext()) {
      if (reader.next() == XMLStreamConstants.START_ELEMENT) {
        switch (reader.getLocalName()) {
          case "step" -> step = reader.getAttributeValue(null, "id");
          case "partition" -> names.add(step);
          default -> {}
        }
      }
    }
    return null;
  }

  private interface Question {
    /** The answer, if there is one. */
    @Nullable String ask(XMLStreamReader reader) throws XMLStreamException;
  }

  /** The answer of the document, or what keeps it from being read. */
  private static Optional<String> read(URL xml, Question question) {
    var factory = XMLInputFactory.newFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    try (var in = xml.openStream()) {
      return Optional.ofNullable(question.ask(factory.createXMLStreamReader(in)));
    } catch (XMLStreamException e) {
      return Optional.of(
          e.getLocation() == null ? Reason.of(e) : place(e.getLocation()) + "no well-formed XML");
    } catch (IOException e) {
      return Optional.of(Reason.of(e));
    }
  }

  private static String place(Location location) {
    return "line %d, column %d: ".formatted(location.getLineNumber(), location.getColumnNumber());
  }

  /** All places, those that do not exist marked. */
  private String searched() {
    var entries =
        Stream.iterate(loader, one -> one != null, ClassLoader::getParent)
            .flatMap(JobXml::entries)
            .distinct()
            .map(JobXml::shown)
            .collect(Collectors.joining(", "));
    return isOfAServer() || entries.isEmpty()
        ? " is no part of the deployed application: neither WEB-INF/classes nor a library in"
            + " WEB-INF/lib has it"
        : " is not on the class path: " + entries;
  }

  /** The class loaders of a JDK tell their places; a server's give its own jars too, or nothing. */
  private boolean isOfAServer() {
    return Stream.iterate(loader, one -> one != null, ClassLoader::getParent)
        .anyMatch(
            one ->
                one.getClass() != URLClassLoader.class
                    && one != ClassLoader.getSystemClassLoader()
                    && one != ClassLoader.getPlatformClassLoader());
  }

  private static Stream<Path> entries(ClassLoader loader) {
    if (loader instanceof URLClassLoader urls) {
      return Arrays.stream(urls.getURLs()).flatMap(url -> file(url).stream());
    }
    if (loader == ClassLoader.getSystemClassLoader()) {
      return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
          .filter(entry -> !entry.isEmpty())
          .map(Path::of);
    }
    return Stream.empty();
  }

  private static Optional<Path> file(URL url) {
    return url.getProtocol().equals("file")
        ? Optional.of(Path.of(URI.create(url.toString())))
        : Optional.empty();
  }

  private static String shown(Path entry) {
    return Files.exists(entry) ? entry.toString() : entry + " (does not exist)";
  }
}
