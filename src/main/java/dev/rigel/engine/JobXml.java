package dev.rigel.engine;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;

/**
 * The XML of a job, as the current thread's class loader finds it. The batch runtimes read it too,
 * but do not tell what Rigel wants to know of it.
 */
final class JobXml {
  private static final String DIRECTORY = "META-INF/batch-jobs/";

  private final String path;
  private final ClassLoader loader;

  private JobXml(String path, ClassLoader loader) {
    this.path = path;
    this.loader = loader;
  }

  /** Of a job. */
  static JobXml of(String jobName) {
    var file = jobName.endsWith(".xml") ? jobName : jobName + ".xml";
    return new JobXml(DIRECTORY + file, Thread.currentThread().getContextClassLoader());
  }

  /** Why there is no such job; empty if there is one. */
  Optional<String> missing() {
    return find().isPresent() ? Optional.empty() : Optional.of(path + searched());
  }

  /**
   * Whether the job says that it may not be restarted. False where that cannot be told in advance:
   * a restart will be refused then.
   */
  boolean forbidsRestart() {
    return find().flatMap(JobXml::restartable).filter("false"::equals).isPresent();
  }

  private Optional<URL> find() {
    return Optional.ofNullable(loader.getResource(path));
  }

  /** The attribute of the document element, as it is written. */
  private static Optional<String> restartable(URL xml) {
    var factory = XMLInputFactory.newFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    try (var in = xml.openStream()) {
      var reader = factory.createXMLStreamReader(in);
      reader.nextTag();
      return Optional.ofNullable(reader.getAttributeValue(null, "restartable")).map(String::strip);
    } catch (IOException | XMLStreamException e) {
      return Optional.empty();
    }
  }

  /** All places, those that do not exist marked; a server's class loaders do not tell theirs. */
  private String searched() {
    var entries =
        Stream.iterate(loader, one -> one != null, ClassLoader::getParent)
            .flatMap(JobXml::entries)
            .distinct()
            .map(JobXml::shown)
            .collect(Collectors.joining(", "));
    return entries.isEmpty()
        ? " is no part of the deployed application"
        : " is not on the class path: " + entries;
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
